//! folio: documentation sites for APIs that are used from many languages.
//!
//! # The map
//!
//! Three wings. [`model`] holds the nouns that travel. The phases are pure verbs: [`parse`], [`index`], [`resolve`],
//! [`arrange`], [`render`]. [`edge`] is everything that touches the world. [`pipeline`] chains the phases;
//! [`commands`] joins the pipeline and the edges; nothing else knows both.
//!
//! ```text
//! disk ─ discover ─▶ sources ─ parse ─▶ Page ─ index ─▶ Index ─ resolve ─▶ Links + Nav ─ render ─▶ Output ─ write ─▶ site/
//!        (edge)                └───────────────────── pure: the pipeline ─────────────────────┘      (edge)
//! ```
//!
//! # What always holds
//!
//! 1. Model and phases never touch disk, clock, environment, network or terminal.
//! 2. A phase never fails because of what an author wrote: it returns [`model::diagnostic::Checked`].
//! 3. A value handed to the next phase is never changed again.
//! 4. A page sees other pages only through its `Links` and its part of the `Nav`.
//! 5. A warm build is a cold build, byte for byte: there is one code path.
//! 6. Each outside crate has one home file, and none of its types leaves it.
//! 7. Same input, same bytes out, on any machine and any number of threads.
//! 8. Memory grows with the facts of a site, not with its rendered pages or syntax trees.
//!
//! # Words
//!
//! A *source* is a file that an author wrote; a *page* is a source that is published at a *route*. An *anchor* is a
//! spot in a page. A *description* is a text written once and used by its path. An *entry* is one thing of an SDK in
//! one *language*; a *field* is a part of an entry. A *link* points by address, a *reference* by name; both have a
//! *target*. A *sample* is a file of code; a *schema* is a file of JSON Schema. A *component* is a tag in a page and
//! the template behind it. An *output* is a file to be published.
#![forbid(unsafe_code)]

pub mod model;

pub mod parse;

pub mod index;

pub mod resolve;

pub mod arrange;

pub mod compare;

pub mod render;

pub mod pipeline;

pub mod edge;

pub mod commands;

pub mod editor;
pub mod guard;
pub mod limits;
pub mod near;
pub mod packed;
pub mod validity;
