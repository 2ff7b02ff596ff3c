mod matrix;
mod refused;
mod scope;
