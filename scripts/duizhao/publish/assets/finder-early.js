/* The plain list gives way to the table before it is painted, and comes back where the table does not. */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.add("dz-finding");
  window.addEventListener("load", function () {
    if (!document.querySelector(".dz-finder-table")) {
      root.classList.remove("dz-finding");
    }
  });
})();
