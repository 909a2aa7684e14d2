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
    """Every page of both languages gets its address; lists and indexes are added."""
    return bridge.arrange_files(files, config)


def on_nav(nav, config, files):
    """Each language gets its own navigation."""
    return bridge.translate_navigation(nav, config, files)


def on_page_read_source(page, config):
    """Pages take their text from the library, which has read and checked it."""
    return bridge.source_of(page, config)


def on_page_content(html, page, config, files):
    """Bodies are cleaned; the plan's headings become its table of contents."""
    return bridge.add_contents(bridge.clean_body(html, page, config), page, config)


def on_env(env, config, files):
    """Templates of ours escape what they print; the index of the search is made of all that was rendered."""
    bridge.add_index(files, config)
    return bridge.prepare_templates(env, config)


def on_page_context(context, page, config, nav):
    """Templates get the page's view, the words of its language and that language's navigation."""
    return bridge.page_context(context, page, config)


def on_template_context(context, template_name, config):
    """Pages without a source (404, sitemap) get what they need."""
    return bridge.template_context(context, template_name, config)


def on_post_page(output, page, config):
    """Nothing leaves that a page's own policy forbids."""
    return bridge.look_once_more(output, str(page.meta.get("template", "main.html")), config, page)


def on_post_template(output_content, template_name, config):
    """Likewise for pages without a source."""
    return bridge.look_once_more(output_content, template_name, config)


def on_post_build(config):
    """A whole site takes the place of the last one."""
    bridge.stop_if_refused(config)
    bridge.publish(config)


def on_build_error(error):
    """A broken build leaves the last site as it was."""
    bridge.fail(error)


def on_shutdown():
    """So does Ctrl+C."""
    bridge.end_build()
