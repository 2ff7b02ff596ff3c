mod check;
mod explain;
mod list;
