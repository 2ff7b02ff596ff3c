mod change;
mod offices;
mod record;
mod tree;
mod units;
