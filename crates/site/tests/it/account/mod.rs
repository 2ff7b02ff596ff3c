mod administrators;
mod give;
mod own;
mod set_up;
mod sign_in;
