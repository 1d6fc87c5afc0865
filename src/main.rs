//! Flags as typed to options as meant; then one command, and its exit code.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use folio::commands::{self, Format, Outcome, Terminal, build, explain, serve, tree};
use folio::parse::settings::check_base_url;

#[derive(Parser)]
#[command(name = "folio", version, about = "Documentation sites for APIs that are used from many languages")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Say nothing but problems
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Where the site goes; `site` in the root if not given
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Check everything and write nothing
    Check {
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Preview the site while it is written
    #[command(alias = "dev")]
    Serve {
        /// The folder that holds `content`
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// An address of this machine that others reach too; this machine alone if not given
        #[arg(long)]
        host: Option<String>,
        /// The port; 4000 or the next free one if not given
        #[arg(long)]
        port: Option<u16>,
        /// Where the site will be: `https://docs.example.com/api`
        #[arg(long, value_parser = base_url)]
        base_url: Option<String>,
        /// Open the site in a browser
        #[arg(long)]
        open: bool,
        /// Look for changes every second, where the file system tells of none
        #[arg(long)]
        poll: bool,
        /// How many threads work; as many as the machine has if not given
        #[arg(long)]
        jobs: Option<usize>,
    },
    /// Explain a diagnostic
    Explain {
        /// The code, as it stands in brackets: `broken-link`
        #[arg(required_unless_present = "list")]
        code: Option<String>,
        /// Show all codes
        #[arg(long)]
        list: bool,
    },
    /// Show the syntax tree of pages
    Tree {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// `json` prints one line of counts for each file
        #[arg(long, value_parser = ["text", "json"], default_value = "text")]
        format: String,
        /// Add the tree itself, with the range of each node
        #[arg(long)]
        spans: bool,
    },
}

#[derive(Args)]
struct SiteArgs {
    /// The folder that holds `content`
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Where the site will be: `https://docs.example.com/api`
    #[arg(long, value_parser = base_url)]
    base_url: Option<String>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How many threads work; as many as the machine has if not given
    #[arg(long)]
    jobs: Option<usize>,
}

fn base_url(text: &str) -> Result<String, String> {
    check_base_url(text).map_err(str::to_owned)
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.quiet);
    let outcome = run(cli.command, terminal);
    ExitCode::from(outcome.code())
}

fn run(command: Command, terminal: Terminal) -> Outcome {
    match command {
        Command::Build { site, output } => {
            let output = output.unwrap_or_else(|| site.root.join("site"));
            with_site(site, Some(output), terminal)
        }
        Command::Check { site } => with_site(site, None, terminal),
        Command::Serve { root, host, port, base_url, open, poll, jobs } => {
            commands::threads(jobs);
            serve::run(&serve::Options { root, host, port, base_url, open, poll }, terminal)
        }
        Command::Explain { list: true, .. } => explain::list(),
        Command::Explain { code, .. } => explain::run(&code.unwrap_or_default(), terminal),
        Command::Tree { files, format, spans } => tree::run(&files, spans, format == "json", terminal),
    }
}

fn with_site(site: SiteArgs, output: Option<PathBuf>, terminal: Terminal) -> Outcome {
    commands::threads(site.jobs);
    let options = build::Options {
        root: site.root,
        output,
        base_url: site.base_url,
        strict: site.strict,
        drafts: site.drafts,
        format: site.format,
    };
    build::run(&options, terminal)
}
