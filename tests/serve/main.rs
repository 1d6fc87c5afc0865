//! The preview, over real sockets. Nothing here waits for a time to pass: a test waits for what the preview says.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::large_stack_arrays,
    clippy::decimal_bitwise_operands,
    clippy::format_collect,
    clippy::format_push_string,
    dead_code,
    reason = "a test meets the world"
)]

mod client;
#[path = "../common/mod.rs"]
mod common;
mod equality;
mod hostile;
mod like_a_host;
mod live;
mod mistakes;
mod preview;
mod process;
mod random_site;
mod watching;

use common::Random;
