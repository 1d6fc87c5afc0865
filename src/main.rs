//! Flags as typed to options as meant; then one command, and its exit code.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use folio::commands::{self, Format, Outcome, Terminal, build, clean, coverage, drift, explain, init, serve, tree};
use folio::edge::write::Strangers;
use folio::editor;
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
        /// Publish to a folder that holds files folio did not write; they are kept, unless a page takes their place
        #[arg(long)]
        force: bool,
        /// Write the addresses that were published to `content/urls.lock`: each must go on to answer
        #[arg(long)]
        lock: bool,
    },
    /// Remove what folio wrote: its files in the output, and its cache
    Clean {
        /// The folder that holds `content`
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// Where the site is; `site` in the root if not given
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
    /// Start a new site in an empty folder
    #[command(after_help = "Example: folio init my-docs && folio serve --root my-docs")]
    Init { folder: PathBuf },
    /// Make a page with a skeleton
    #[command(after_help = "Example: folio new reference/users/create")]
    New {
        /// The route of the page: `reference/users/create`
        path: String,
        /// The folder that holds `content`
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Print the JSON Schema of what you write in YAML, for editors
    Schema { of: SchemaOf },
    /// Print completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man,
    /// Show where schemas, entries and samples say different things
    Drift {
        /// The folder that holds `content`
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// Include drafts
        #[arg(long)]
        drafts: bool,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Show how much of the reference each language has
    Coverage {
        /// The folder that holds `content`
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// Include drafts
        #[arg(long)]
        drafts: bool,
        #[arg(long, value_parser = ["human", "json"], default_value = "human")]
        format: String,
        /// Fail if a language has less than this percentage
        #[arg(long)]
        min: Option<f64>,
        /// Write what each language has to `coverage.json`, below which it may not fall
        #[arg(long)]
        update: bool,
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

#[derive(Clone, Copy, ValueEnum)]
enum SchemaOf {
    Settings,
    FrontMatter,
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
    #[arg(long, value_parser = jobs)]
    jobs: Option<usize>,
}

/// Rendering allocates many short texts on several threads, which this allocator is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn jobs(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|jobs| (1..=256).contains(jobs)).ok_or_else(|| "it is a number from 1 to 256".to_owned())
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
        Command::Build { site, output, force, lock } => {
            let output = output.unwrap_or_else(|| site.root.join("site"));
            let strangers = if force { Strangers::Replace } else { Strangers::Respect };
            with_site(site, Some(output), strangers, lock, terminal)
        }
        Command::Clean { root, output } => {
            let output = output.unwrap_or_else(|| root.join("site"));
            commands::on_threads(None, terminal, || clean::run(&root, &output, terminal))
        }
        Command::Check { site } => with_site(site, None, Strangers::Respect, false, terminal),
        Command::Init { folder } => init::run(&folder, terminal),
        Command::New { path, root } => init::new_page(&root, &path, terminal),
        Command::Schema { of } => {
            commands::print(match of {
                SchemaOf::Settings => editor::SETTINGS,
                SchemaOf::FrontMatter => editor::FRONT_MATTER,
            });
            Outcome::Clean
        }
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "folio", &mut out);
            commands::print(&String::from_utf8_lossy(&out));
            Outcome::Clean
        }
        Command::Man => {
            let mut out = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut out);
            commands::print(&String::from_utf8_lossy(&out));
            if rendered.is_ok() { Outcome::Clean } else { Outcome::Failed }
        }
        Command::Serve { root, host, port, base_url, open, poll, jobs } => {
            let options = serve::Options { root, host, port, base_url, open, poll };
            // The server waits, and must not hold one of the threads that work.
            if commands::threads(jobs, terminal) { serve::run(&options, terminal) } else { Outcome::Failed }
        }
        Command::Drift { root, drafts, format } => {
            let options = drift::Options { root, drafts, format };
            commands::on_threads(None, terminal, || drift::run(&options, terminal))
        }
        Command::Coverage { root, drafts, format, min, update } => {
            let options = coverage::Options { root, drafts, json: format == "json", min, update };
            commands::on_threads(None, terminal, || coverage::run(&options, terminal))
        }
        Command::Explain { list: true, .. } => explain::list(),
        Command::Explain { code, .. } => explain::run(&code.unwrap_or_default(), terminal),
        Command::Tree { files, format, spans } => {
            commands::on_threads(None, terminal, || tree::run(&files, spans, format == "json", terminal))
        }
    }
}

fn with_site(site: SiteArgs, output: Option<PathBuf>, strangers: Strangers, lock: bool, terminal: Terminal) -> Outcome {
    let jobs = site.jobs;
    let options = build::Options {
        root: site.root,
        output,
        base_url: site.base_url,
        strict: site.strict,
        drafts: site.drafts,
        strangers,
        lock,
        format: site.format,
    };
    commands::on_threads(jobs, terminal, || build::run(&options, terminal))
}
