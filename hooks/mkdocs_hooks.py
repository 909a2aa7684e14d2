"""The hooks that MkDocs loads: the build's table of contents, one short function an event.

MkDocs imports this file once per process; ``thidua`` must be imported here at the top, while its folder can be found.
"""

from thidua import mkdocs_bridge as bridge


def on_startup(*, command, dirty):
    """Only ``mkdocs serve`` shows drafts."""
    bridge.remember_command(command)


def on_config(config):
    """Own heading ids; a build goes to a folder of its own first."""
    return bridge.prepare_config(config)


def on_pre_build(config):
    """Read and check all content; with mistakes, stop before anything is written."""
    bridge.read_library(config)


def on_files(files, config):
    """MkDocs says what the theme publishes; all pages are made by the site's own templates."""
    return bridge.take_files_over(files, config)


def on_env(env, config, files):
    """The templates of the theme and ours."""
    return bridge.prepare_templates(env, config)


def on_post_build(config):
    """Every page is made; a whole site takes the place of the last one."""
    bridge.make_site(config)
    bridge.stop_if_refused(config)
    bridge.publish(config)


def on_build_error(error):
    """A broken build leaves the last site as it was."""
    bridge.fail(error)


def on_shutdown():
    """So does Ctrl+C."""
    bridge.end_build()
