"""The commands that make the site."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.shared import errors, root_of, root_option


@click.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@root_option
@click.pass_obj
def export_site(given: Path | None, folder: Path) -> None:
    """The site's pages and a mkdocs.yml as plain files in DIR, for MkDocs without our plugin and for Zensical."""
    from duizhao import pipeline, plugin, publish

    index: dict[str, bytes] = {}
    with errors():
        root = root_of(given)
        site = plugin.lay_out(root, plugin.settings(root))
        pipeline.index(publish.shelves(site), site.concepts, index.__setitem__)
        publish.write_site(site, folder, content=root / "content", index=index)
    click.echo(f"{folder}: pages written. Build them with: mkdocs build -f {folder / 'mkdocs.yml'}")


@click.command()
@click.option("--offline", is_flag=True, help="Also pack it as site.zip, to be read without a server or a network.")
@root_option
@click.pass_obj
def build(given: Path | None, offline: bool) -> None:
    """Build the site into site/, which also opens from a disk."""
    from duizhao import plugin, publish

    with errors():
        folder = plugin.build(root_of(given), offline=offline)
        click.echo(f"{folder}: the site. Open index.html in it.")
        if offline:
            click.echo(f"{publish.pack(folder)}: the same, packed. Unpack it anywhere and open index.html.")


@click.command()
@root_option
@click.pass_obj
def serve(given: Path | None) -> None:
    """Serve the site on this machine and build it again when pages or YAML change."""
    from duizhao import plugin

    with errors():
        plugin.serve(root_of(given))
