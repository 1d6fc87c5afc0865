//! `folio man`: one manual page with every command, its flags, exit codes and the environment. The only home of
//! `clap_mangen`.

use std::fmt::Write as _;
use std::io;

use clap_mangen::Man;

/// What follows the commands.
const REST: &str = r#".SH "EXIT STATUS"
.TP
0
Clean; there may be warnings, unless \-\-strict is given.
.TP
1
There are problems in the content. Nothing was published.
.TP
2
Wrong use: an unknown flag, no folder content, settings that cannot be.
.TP
3
folio or the machine failed: a full disk, a missing permission.
.SH ENVIRONMENT
.TP
NO_COLOR
Set to anything: no colours.
.TP
CLICOLOR_FORCE
Set to anything: colours without a terminal.
.TP
TERM
With the value dumb: no colours and no progress bar.
.TP
CI
Set to anything: no progress bar.
.TP
COLUMNS
How wide frames are, instead of the width of the terminal.
.SH FILES
.TP
content/
What an author writes; content/site.yml holds the settings.
.TP
templates/, static/
Optional: templates that replace folio's own, and files that are copied as they are.
.TP
site/
The published site.
.TP
\&.folio/
The cache. It can be deleted at any time.
"#;

/// The page, as roff.
#[must_use]
pub fn page(mut command: clap::Command) -> String {
    command.build();
    let subcommands: Vec<clap::Command> =
        command.get_subcommands().filter(|known| known.get_name() != "help").cloned().collect();
    let man = Man::new(command);
    let mut page = String::new();
    page.push_str(&text(|out| man.render_title(out)));
    page.push_str(&text(|out| man.render_name_section(out)));
    page.push_str(&text(|out| man.render_synopsis_section(out)));
    page.push_str(&text(|out| man.render_description_section(out)));
    page.push_str(&text(|out| man.render_options_section(out)));
    page.push_str(".SH COMMANDS\n");
    for subcommand in subcommands {
        let name = subcommand.get_name().to_owned();
        let alias: String = subcommand.get_visible_aliases().map(|alias| format!(" (also {alias})")).collect();
        let examples = subcommand.get_after_help().map(ToString::to_string).unwrap_or_default();
        // Flags of all commands are shown once.
        let man = Man::new(subcommand.mut_arg("quiet", |arg| arg.hide(true)).mut_arg("help", |arg| arg.hide(true)));
        let _ = writeln!(page, ".SS \"folio {name}{alias}\"");
        page.push_str(&inside(&text(|out| man.render_synopsis_section(out))));
        page.push_str(".PP\n");
        page.push_str(&inside(&text(|out| man.render_description_section(out))));
        page.push_str(&inside(&text(|out| man.render_options_section(out))));
        page.push_str(&verbatim(&examples));
    }
    page.push_str(REST);
    page
}

fn text(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    render(&mut out).expect("memory can be written");
    String::from_utf8_lossy(&out).into_owned()
}

/// A section without its heading and what is set once for the whole page, to stand inside another one.
fn inside(section: &str) -> String {
    let is_heading = |line: &&str| line.starts_with(".SH") || line.starts_with(".ie") || line.starts_with(".el");
    section.lines().filter(|line| !is_heading(line)).fold(String::new(), |text, line| text + line + "\n")
}

/// Lines that are shown as they stand.
fn verbatim(lines: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown: Vec<String> =
        lines.lines().map(|line| format!("\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))).collect();
    format!(".PP\n.nf\n{}\n.fi\n", shown.join("\n"))
}
