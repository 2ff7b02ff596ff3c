mod busy;
mod export;
mod log;
mod slow;
mod typed;
