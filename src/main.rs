//! Flags as typed to options as meant; then one command, and its exit code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use folio::commands::{
    self, Format, Outcome, Terminal, Voice, build, clean, coverage, drift, explain, init, man, new, serve, template,
    tree,
};
use folio::edge::write::{Smaller, Strangers};
use folio::editor;
use folio::parse::settings::check_base_url;

#[derive(Parser)]
#[command(
    name = "folio",
    version,
    about = "Documentation sites for APIs that are used from many languages",
    after_help = "\
Examples:
  folio init my-docs            a new site
  folio serve --open            write, and watch
  folio check --strict          find every problem and write nothing
  folio build                   publish to the folder `site`
  folio explain broken-link     what a problem means, and what to do

`folio help COMMAND` says more about a command.

Exit codes: 0 clean, 1 problems in the content, 2 wrong use or settings, 3 folio or the machine failed."
)]
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
    #[command(after_help = "\
Examples:
  folio build
  folio build --strict --base-url https://docs.example.com
  folio build --root website --output public")]
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Where the site goes; `site` in the root if not given
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Publish to a folder that holds files folio did not write; they are kept, unless a page takes their place
        #[arg(long)]
        force: bool,
        /// Write the addresses that were published to `content/urls.lock`: each must go on to answer
        #[arg(long)]
        lock: bool,
        /// Write `.gz` and `.br` files beside those that get smaller
        #[arg(long)]
        compress: bool,
    },
    /// Remove what folio wrote: its files in the output, and its cache
    #[command(after_help = "Example:\n  folio clean --output public")]
    Clean {
        #[command(flatten)]
        root: RootArg,
        /// Where the site is; `site` in the root if not given
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Check everything and write nothing
    #[command(after_help = "\
Examples:
  folio check
  folio check --strict --format github     annotations beside the lines of a change
  folio check --format json > report.json")]
    Check {
        #[command(flatten)]
        site: SiteArgs,
        /// Ask for the addresses on other hosts as well, with the `curl` of the system
        #[arg(long)]
        external: bool,
    },
    /// Preview the site while it is written
    #[command(
        visible_alias = "dev",
        after_help = "Examples:\n  folio serve --open\n  folio serve --root website --port 8080"
    )]
    Serve {
        #[command(flatten)]
        root: RootArg,
        /// The address to listen on; 127.0.0.1, which only this machine reaches, if not given
        #[arg(long)]
        host: Option<String>,
        /// The port; 4000 or the next free one if not given
        #[arg(long, value_name = "N")]
        port: Option<u16>,
        /// Where the site will be: `https://example.com/api`, or `/api`
        #[arg(long, value_parser = base_url, value_name = "URL")]
        base_url: Option<String>,
        /// Open the site in a browser
        #[arg(long)]
        open: bool,
        /// Look for changes every second, where the file system tells of none
        #[arg(long)]
        poll: bool,
        /// How many threads work; as many as the machine has if not given
        #[arg(long, value_parser = jobs, value_name = "N")]
        jobs: Option<usize>,
    },
    /// Start a new site in an empty folder
    #[command(after_help = "Example:\n  folio init my-docs && folio serve --root my-docs --open")]
    Init {
        /// A folder that is empty or not there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Make a page with a skeleton
    #[command(after_help = "\
Examples:
  folio new guides/billing              a page of text
  folio new reference/users/create      an operation, with an entry for each language of the site")]
    New {
        /// The route of the page: `reference/users/create`
        path: String,
        #[command(flatten)]
        root: RootArg,
    },
    /// Print the JSON Schema of what you write in YAML, for editors
    #[command(after_help = "Example:\n  folio schema settings > site.schema.json")]
    Schema {
        /// What the schema is of
        of: SchemaOf,
    },
    /// Print a template or static file that folio brings, to copy and change
    #[command(after_help = "\
Examples:
  folio template                                        the names of all
  folio template foot.html > templates/foot.html")]
    Template {
        /// Its name: `foot.html`, `components/code.html`, `folio.css`
        name: Option<String>,
    },
    /// Print completions for a shell
    #[command(after_help = "\
Examples:
  folio completions bash > ~/.local/share/bash-completion/completions/folio
  folio completions zsh > ~/.zfunc/_folio
  folio completions fish > ~/.config/fish/completions/folio.fish")]
    Completions {
        /// The shell that is to complete
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:\n  folio man | man -l -\n  folio man > /usr/local/share/man/man1/folio.1")]
    Man,
    /// Show where schemas, entries and samples say different things
    #[command(after_help = "Examples:\n  folio drift\n  folio drift --format json")]
    Drift {
        #[command(flatten)]
        root: RootArg,
        /// Include drafts
        #[arg(long)]
        drafts: bool,
        /// How problems are shown
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Show how much of the reference each language has
    #[command(after_help = "Examples:\n  folio coverage --min 90\n  folio coverage --update")]
    Coverage {
        #[command(flatten)]
        root: RootArg,
        /// Include drafts
        #[arg(long)]
        drafts: bool,
        /// `json` lists every gap
        #[arg(long, value_parser = ["human", "json"], default_value = "human")]
        format: String,
        /// Fail if a language has less than this percentage
        #[arg(long, value_name = "N", value_parser = percentage)]
        min: Option<f64>,
        /// Write what each language has to `coverage.json`, below which it may not fall
        #[arg(long)]
        update: bool,
    },
    /// Explain a diagnostic
    #[command(after_help = "Examples:\n  folio explain broken-link\n  folio explain --list")]
    Explain {
        /// The code, as it stands in brackets: `broken-link`
        #[arg(required_unless_present = "list")]
        code: Option<String>,
        /// Show all codes
        #[arg(long)]
        list: bool,
    },
    /// Show the syntax tree of pages
    #[command(
        after_help = "Examples:\n  folio tree content/index.mdx\n  folio tree --format json --spans content/index.mdx"
    )]
    Tree {
        /// Pages, wherever they are
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// `json` prints one line of counts for each file
        #[arg(long, value_parser = ["text", "json"], default_value = "text")]
        format: String,
        /// Add the tree itself to the line, with the range of each node
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
struct RootArg {
    /// The folder that holds `content`
    #[arg(long, default_value = ".", value_name = "DIR")]
    root: PathBuf,
}

#[derive(Args)]
struct SiteArgs {
    #[command(flatten)]
    root: RootArg,
    /// Where the site will be: `https://example.com/api`, or `/api`
    #[arg(long, value_parser = base_url, value_name = "URL")]
    base_url: Option<String>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// How problems are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How many threads work; as many as the machine has if not given
    #[arg(long, value_parser = jobs, value_name = "N")]
    jobs: Option<usize>,
    /// Say what took its time: each step, and the slowest pages
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    #[command(flatten)]
    cache: CacheArgs,
}

#[derive(Args)]
struct CacheArgs {
    /// Neither use nor leave what runs find out
    #[arg(long)]
    no_cache: bool,
    /// Where runs leave what they find out; `.folio/cache` in the root if not given
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
}

impl CacheArgs {
    fn wish(self) -> build::CacheWish {
        match self {
            Self { no_cache: true, .. } => build::CacheWish::None,
            Self { cache: Some(folder), .. } => build::CacheWish::At(folder),
            Self { cache: None, .. } => build::CacheWish::Own,
        }
    }
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
    let voice = match &cli.command {
        _ if cli.quiet => Voice::Quiet,
        Command::Build { site, .. } | Command::Check { site, .. } if site.verbose => Voice::Verbose,
        _ => Voice::Plain,
    };
    let outcome = run(cli.command, Terminal::new(voice));
    ExitCode::from(outcome.code())
}

fn percentage(text: &str) -> Result<f64, String> {
    let percentage = text.parse().ok().filter(|percentage| (0.0..=100.0).contains(percentage));
    percentage.ok_or_else(|| "it is no number from 0 to 100".to_owned())
}

fn run(command: Command, terminal: Terminal) -> Outcome {
    match command {
        Command::Build { site, output, force, lock, compress } => {
            let output = output.unwrap_or_else(|| usual_output(&site.root.root));
            let strangers = if force { Strangers::Replace } else { Strangers::Respect };
            let smaller = if compress { Smaller::Beside } else { Smaller::No };
            with_site(site, Target::Output(build::Publish { output, strangers, smaller, lock }), terminal)
        }
        Command::Clean { root: RootArg { root }, output } => {
            let output = output.unwrap_or_else(|| usual_output(&root));
            commands::on_threads(None, terminal, || clean::run(&root, &output, terminal))
        }
        Command::Check { site, external } => with_site(site, Target::Nowhere { external }, terminal),
        Command::Init { folder } => init::run(&folder, terminal),
        Command::New { path, root } => new::run(&root.root, &path, terminal),
        Command::Schema { of } => {
            commands::print(match of {
                SchemaOf::Settings => editor::SETTINGS,
                SchemaOf::FrontMatter => editor::FRONT_MATTER,
            });
            Outcome::Clean
        }
        Command::Template { name } => template::run(name.as_deref(), terminal),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "folio", &mut out);
            commands::print(&String::from_utf8_lossy(&out));
            Outcome::Clean
        }
        Command::Man => {
            commands::print(&man::page(Cli::command()));
            Outcome::Clean
        }
        Command::Serve { root: RootArg { root }, host, port, base_url, open, poll, jobs } => {
            let options = serve::Options { root, host, port, base_url, open, poll };
            // The server waits, and must not hold one of the threads that work.
            if commands::threads(jobs, terminal) { serve::run(&options, terminal) } else { Outcome::Failed }
        }
        Command::Drift { root: RootArg { root }, drafts, format } => {
            let options = drift::Options { root, drafts, format };
            commands::on_threads(None, terminal, || drift::run(&options, terminal))
        }
        Command::Coverage { root: RootArg { root }, drafts, format, min, update } => {
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

/// `site` in the root, named as a person would.
fn usual_output(root: &Path) -> PathBuf {
    if root == Path::new(".") { PathBuf::from("site") } else { root.join("site") }
}

/// Where a site goes.
enum Target {
    Output(build::Publish),
    /// It is checked, perhaps with what it says of other hosts.
    Nowhere {
        external: bool,
    },
}

fn with_site(site: SiteArgs, target: Target, terminal: Terminal) -> Outcome {
    let jobs = site.jobs;
    let (publish, external) = match target {
        Target::Output(publish) => (Some(publish), false),
        Target::Nowhere { external } => (None, external),
    };
    let options = build::Options {
        root: site.root.root,
        publish,
        base_url: site.base_url,
        strict: site.strict,
        external,
        drafts: site.drafts,
        format: site.format,
        cache: site.cache.wish(),
    };
    commands::on_threads(jobs, terminal, || build::run(&options, terminal))
}
