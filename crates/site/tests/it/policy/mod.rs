mod appointment;
mod hidden;
mod matrix;
mod refused;
mod scope;
mod sides;
