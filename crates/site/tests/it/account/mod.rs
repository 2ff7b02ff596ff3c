mod give;
mod set_up;
mod sign_in;
