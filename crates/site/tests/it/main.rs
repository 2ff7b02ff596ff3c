//! The site through its real router, on a real database.

#![cfg(test)]

mod account;
mod demo;
mod development;
mod founding;
mod home;
mod imports;
mod job;
mod ledger;
mod meeting;
mod mentoring;
mod organisation;
mod own_rule;
mod people;
mod policy;
mod rules;
mod samples;
mod web;
