//! The `weights` program.

fn main() {}
