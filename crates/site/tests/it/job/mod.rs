mod housekeeping;
mod queue;
