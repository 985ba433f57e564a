//! `cargo xtask build`: the release files, in `dist/`.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::toolbox::Toolbox;
use crate::widget::{self, Flavour};
use crate::{dist, edge, process, project, remap, setup, shrink};

pub(crate) fn run() -> Result<()> {
    let tools = setup::ready(setup::ALL_OF_DIST)?;
    release(&tools)?;
    edge::release(&tools)?;
    println!("\nThe release files are in {}", project::dist().display());
    Ok(())
}

pub(crate) fn release(tools: &Toolbox) -> Result<()> {
    process::run(
        tools
            .trunk()
            .args(["build", "--release"])
            .env(remap::VARIABLE, remap::flags()),
    )?;
    shrink::run(tools)?;
    let page = project::dist().join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let inline = inline_scripts(&html);
    ensure!(
        inline == 0,
        "dist/index.html has {inline} inline scripts: the strict content security policy forbids them"
    );
    widget::build(tools, Flavour::Release)?;
    dist::mark_as_release()
}

/// How many inline scripts the page has. Trunk would add one: Trunk.toml's empty pattern prevents it.
fn inline_scripts(html: &str) -> usize {
    let lower = html.to_ascii_lowercase();
    let openings = lower.split("<script").skip(1);
    openings
        .filter(|rest| !rest.split('>').next().unwrap_or_default().contains(" src="))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_a_source_are_counted() {
        for (html, expected) in [
            ("<html><head></head></html>", 0),
            ("<script src=/start.js type=module></script>", 0),
            (
                "<script type=\"module\" src=\"/start.js\"></script><SCRIPT>alert(1)</SCRIPT>",
                1,
            ),
            ("<script type=module>import init from '/a.js'</script>", 1),
            ("<script>a</script><script>b</script>", 2),
        ] {
            assert_eq!(inline_scripts(html), expected, "{html}");
        }
    }
}
