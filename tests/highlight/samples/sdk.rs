//! Crate docs.
#![allow(dead_code)]
use std::{collections::HashMap, fmt::{self, Display}};
pub mod client;

/// Docs with `code` and [link].
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invoice<'a, T: Display + 'static = String> where T: Clone {
    pub id: &'a str, amount: u64, pub(crate) tags: Option<Vec<Box<dyn Fn(i32) -> T>>>,
}
#[non_exhaustive]
pub enum Error { Api { code: u16 }, Io(#[from] std::io::Error), None = 1 }
const LIMIT: usize = 0xFF_u8 as usize + 1_000; static mut X: f64 = 1.5e-3;
impl<'a, T> fmt::Display for Invoice<'a, T> where T: Display + Clone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}: {:>10.2} {{x}} {self:?}\n", self.id, 1) }
}
macro_rules! make { ($x:expr, $($y:ident),*) => { vec![$x; 3] }; }
pub async fn create<T>(client: &Client, params: CreateInvoice<'_>) -> Result<Invoice<'static, T>, Error> {
    // comment
    /* block /* nested */ */
    let text = r#"raw "string" \n"#; let b = b"bytes\x00\u{1F600}"; let c = '\''; let lt: &'a str = "x";
    let x = match client.get(params.id).await? { Some(v @ 1..=9) if v > 1 => v, Ok(ref y) | Err(y) => *y, _ => unreachable!() };
    for (i, it) in items.iter().enumerate().filter(|(_, it)| it.amount > 100) { println!("{i}: {}", it.id); continue 'outer; }
    if let Some(x) = opt && !done || a != b { return Err(Error::Api { code: 404 }) } else { loop { break } }
    let v: Vec<_> = make!(1u32, a, b); let f = move |x: i32| -> i32 { x << 2 & !0xF }; unsafe { X += 1.0; }
    Ok(Invoice { id: "a", amount: 0b1010, ..Default::default() })
}
#[cfg(test)] mod tests { use super::*; #[test] fn works() { assert_eq!(1 + 1, 2, "math"); } }
