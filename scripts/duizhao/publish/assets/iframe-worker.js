/* Opened from a disk, a page may not start a worker, which the search needs: here a hidden frame does its work. The
   name of the file tells the theme's offline plugin that it need not fetch such a script from another host. */
(function () {
  "use strict";

  if (location.protocol !== "file:") {
    return;
  }

  /* What a worker's script expects around it: scripts are loaded one after the other. */
  function importScripts(frame, urls) {
    return urls.reduce(function (before, url) {
      return before.then(function () {
        return new Promise(function (resolve, reject) {
          var script = frame.document.createElement("script");
          script.src = url;
          script.onload = resolve;
          script.onerror = reject;
          frame.document.body.appendChild(script);
        });
      });
    }, Promise.resolve());
  }

  function IFrameWorker(url) {
    var outside = new EventTarget();
    var element = document.createElement("iframe");
    element.hidden = true;
    element.title = "search";
    document.body.appendChild(element);
    var frame = element.contentWindow;
    var send = frame.postMessage.bind(frame);
    frame.importScripts = function () {
      return importScripts(frame, Array.from(arguments));
    };
    frame.postMessage = function (data) {
      outside.dispatchEvent(new MessageEvent("message", { data: data }));
    };
    var ready = frame.importScripts(url);
    outside.postMessage = function (data) {
      ready.then(function () {
        send(data, "*");
      });
    };
    outside.terminate = function () {
      element.remove();
    };
    return outside;
  }

  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
})();
