mod explain;
mod list;
