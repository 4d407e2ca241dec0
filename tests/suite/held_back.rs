//! Figures that are held back: what the build makes of them, and how much looking at them costs.

use areabook::book::cell::Absence;
use areabook::disclosure::audit::audit;
use areabook::publish::examine;

use crate::{TODAY, sites};

#[test]
fn a_total_that_is_left_out_is_held_back_with_its_cells() {
    let book = examine(&sites::sources("held-back-figure-ok"), TODAY).book.unwrap();
    let value = |period: &str, address: &str| {
        let report = book.reports_of("north").find(|report| report.period.name() == period).unwrap();
        let path = report.figures.cell(&areabook::address::Address::new(address)).unwrap();
        report.figures.entry(path).unwrap().cell.value
    };
    assert_eq!(value("2019-20", "orders/total"), Err(Absence::Confidential));
    assert_eq!(value("2020-21", "people/step_1/total"), Err(Absence::Confidential));
    // What is not known for another reason is not held back, and what was handed in stays.
    assert_eq!(value("2021-22", "people/total/blue"), Err(Absence::NotAvailable));
    assert_eq!(value("2020-21", "people/total/total"), Ok(120.into()));
}

#[test]
fn a_total_that_is_held_back_is_not_worked_out() {
    let book = examine(&sites::sources("held-back-figure"), TODAY).book.unwrap();
    let exposed = audit(&book).exposed;
    let held = book.all_reports().flat_map(|report| report.figures.grids()).flat_map(|(_, grid)| grid.cells());
    let held = held.filter(|(_, entry)| entry.is_held_back());
    assert!(held.into_iter().all(|(_, entry)| entry.cell.value == Err(Absence::Confidential)));
    assert!(exposed.len() > 10);
}
