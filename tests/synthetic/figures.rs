//! The synthetic counts of an area, year after year, and the returns that hold them.

use std::fmt::Write;

use super::random::Random;

/// A cell as a return holds it; none where the question cannot arise.
type Cell = Option<u64>;

const CATEGORIES: [&str; 3] = ["category_1", "category_2", "category_3"];
const LEVELS: [&str; 3] = ["level_1", "level_2", "level_3"];
const ORDERS: [&str; 3] = ["sopos", "notification_orders", "ftos"];
const STAGES: [&str; 4] = ["applied_for", "refused", "interim", "full"];
const UNITS: [(&str, &str); 4] = [("north", "North"), ("south", "South"), ("east", "East"), ("city", "City")];

/// The counts of one area in one year, from which either form is filled in.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    /// People on the year's last day, by level and category.
    day: [[u64; 3]; 3],
    /// People at Levels 2 and 3 in the course of the year who are not among those of the last day.
    left: [[u64; 3]; 2],
    /// Of those at Levels 2 and 3, how many were returned to custody for breaking a licence.
    recalled: [[u64; 3]; 2],
    /// The same in Category 1, for breaking an order.
    order_broken: [u64; 2],
    /// Of those at Levels 2 and 3, how many were charged with a serious further offence.
    charged: [u64; 2],
    /// Orders refused, made for the time being and made in full, of each kind.
    orders: [[u64; 3]; 3],
    breach_of_notification: u64,
    population: u64,
    /// Basic command units, for the form that counts by them.
    units: usize,
}

impl Figures {
    /// An area's first year.
    pub(super) fn first(random: &mut Random) -> Self {
        let population = random.between(250_000, 2_800_000);
        let registered = population / random.between(900, 1500);
        let violent = registered / random.between(2, 4);
        let mut few = |most: u64| random.between(0, most);
        Figures {
            day: [[registered, violent, 0], [few(30), few(40), few(12)], [few(4), few(4), few(3)]],
            left: [[few(40), few(40), few(20)], [few(6), few(6), few(4)]],
            recalled: [[few(9), few(12), few(5)], [few(2), few(2), few(1)]],
            order_broken: [few(4), few(1)],
            charged: [few(2), few(1)],
            orders: [[few(3), few(6), 15 + few(60)], [0, few(2), few(4)], [0, 0, few(2)]],
            breach_of_notification: 5 + few(50),
            population,
            units: 2 + few(2) as usize,
        }
    }

    /// The year after, with changes as small as chance makes them.
    pub(super) fn next(&self, random: &mut Random) -> Self {
        let mut next = self.clone();
        let single = [&mut next.breach_of_notification];
        let counts = single.into_iter().chain(next.day.as_flattened_mut()).chain(next.left.as_flattened_mut());
        let counts = counts.chain(next.recalled.as_flattened_mut()).chain(&mut next.order_broken);
        for count in counts.chain(&mut next.charged).chain(next.orders.as_flattened_mut()) {
            *count = drift(*count, random);
        }
        // What cannot be counted stays at nothing: Category 3 at Level 1, and what the old form does not ask for.
        next.day[0][2] = 0;
        (next.orders[1][0], next.orders[2][0], next.orders[2][1]) = (0, 0, 0);
        next.population += next.population / 200;
        next
    }

    /// Registered sexual offenders on the year's last day: the one count that both forms hold.
    pub(super) fn registered(&self) -> u64 {
        self.day.iter().map(|level| level[0]).sum()
    }

    /// People at Level 2 (0) or 3 (1) over the year: never fewer than on its last day.
    fn managed(&self, level: usize, category: usize) -> u64 {
        self.day[level + 1][category] + self.left[level][category]
    }

    fn everyone(&self, category: usize) -> u64 {
        self.day.iter().map(|level| level[category]).sum::<u64>()
            + self.left.iter().map(|level| level[category]).sum::<u64>()
    }

    /// Back in custody for breaking a licence, or an order: together never more than were managed.
    fn returned(&self, level: usize, category: usize) -> [u64; 2] {
        let managed = self.managed(level, category);
        let recalled = self.recalled[level][category].min(managed / 2);
        let order_broken = if category == 0 { self.order_broken[level].min(managed - recalled) } else { 0 };
        [recalled, order_broken]
    }

    /// Registered sexual offenders per 100,000 people, rounded.
    fn rate(&self) -> u64 {
        (self.registered() * 100_000 + self.population / 2) / self.population
    }

    /// The tables of `ew-2013` and of the form that is derived from it. Totals may be left out.
    pub(super) fn new_form(&self, totals: bool) -> String {
        let day = |level: usize| {
            CATEGORIES
                .map(|_| ())
                .iter()
                .enumerate()
                .map(|(at, ())| (level > 0 || at < 2).then_some(self.day[level][at]))
                .collect()
        };
        let managed = |level| (0..3).map(|category| Some(self.managed(level, category))).collect();
        let broken = |level, reason: usize| {
            let cell = |category| (reason == 0 || category == 0).then(|| self.returned(level, category)[reason]);
            (0..3).map(cell).collect()
        };
        let mut text = String::from("eligible:\n");
        text += &grid(2, &LEVELS, &CATEGORIES, &(0..3).map(day).collect::<Vec<_>>(), totals);
        text += "\nyearly:\n";
        text += &grid(2, &LEVELS[1..], &CATEGORIES, &[managed(0), managed(1)], totals);
        let orders: Vec<_> = self.orders.iter().map(|order| Some(order[2])).collect();
        let _ = write!(text, "\nbreach_of_notification: {}\n", self.breach_of_notification);
        let _ = write!(text, "\norders: {}\n\nreturned:\n", row(&ORDERS, &orders, false));
        for (reason, name) in ["breach_of_licence", "breach_of_sopo"].into_iter().enumerate() {
            let _ = writeln!(text, "  {name}:");
            text += &grid(4, &LEVELS[1..], &CATEGORIES, &[broken(0, reason), broken(1, reason)], totals);
        }
        let _ = write!(text, "\nrso_rate: {}\n", self.rate());
        text
    }

    /// The tables of `ew-2005`. Totals may be left out.
    pub(super) fn old_form(&self, totals: bool) -> String {
        let units = &UNITS[..self.units];
        let keys: Vec<_> = units.iter().map(|unit| unit.0).collect();
        let names: Vec<_> = units.iter().map(|(key, name)| format!("{key}: {name} unit")).collect();
        let each = self.registered() / self.units as u64;
        let mut registered = vec![Some(each); self.units];
        registered[0] = Some(self.registered() - each * (self.units as u64 - 1));
        let mut text = format!("basic_command_units: {{ {} }}\n\n", names.join(", "));
        let _ = writeln!(text, "registered: {}\n", row(&keys, &registered, totals));
        let _ = writeln!(text, "rso_rate: {}\n", self.rate());
        let _ = writeln!(text, "breach_of_notification: {}\n\norders:", self.breach_of_notification);
        for (order, [refused, interim, full]) in self.orders.into_iter().enumerate() {
            // Of the applications some are still before the court when the year ends.
            let stages = [refused + interim + full + refused / 2, refused, interim, full];
            let asked = [true, order == 0, order < 2, true];
            let asked: Vec<_> = (0..4).filter(|stage| asked[*stage]).collect();
            let keys: Vec<_> = asked.iter().map(|stage| STAGES[*stage]).collect();
            let cells: Vec<_> = asked.iter().map(|stage| Some(stages[*stage])).collect();
            let _ = writeln!(text, "  {}: {}", ORDERS[order], row(&keys, &cells, false));
        }
        let others = [Some(self.everyone(1)), Some(self.everyone(2))];
        let _ = write!(text, "\nliving_in_area: {}\n\nmanaged:\n", row(&CATEGORIES[1..], &others, false));
        let managed: Vec<_> =
            (0..3).map(|category| (0..2).map(|level| Some(self.managed(level, category))).collect()).collect();
        text += &grid(2, &CATEGORIES, &LEVELS[1..], &managed, totals);
        let all = |reason: usize| {
            (0..2).map(|level| Some((0..3).map(|category| self.returned(level, category)[reason]).sum())).collect()
        };
        let managed_at = |level| (0..3).map(|category| self.managed(level, category)).sum();
        let charged = (0..2).map(|level| Some(self.charged[level].min(managed_at(level)))).collect();
        let outcomes = ["breach_of_licence", "breach_of_order", "serious_further_offence"];
        text += "\noutcomes:\n";
        for (outcome, cells) in outcomes.into_iter().zip([all(0), all(1), charged] as [Vec<Cell>; 3]) {
            let _ = writeln!(text, "  {outcome}: {}", row(&LEVELS[1..], &cells, totals));
        }
        text
    }
}

/// A count a year later: changed by less than the square root of its size, and growing by half a per cent.
fn drift(count: u64, random: &mut Random) -> u64 {
    let reach = count.isqrt() / 2 + u64::from(random.below(3) == 0);
    (count + count / 200 + random.between(0, 2 * reach)).saturating_sub(reach)
}

/// The sum of cells; where none can apply, neither can their total.
fn sum(cells: &[Cell]) -> Cell {
    cells.iter().flatten().copied().reduce(|sum, cell| sum + cell)
}

/// `{ category_1: 606, category_2: 213, total: 819 }`
fn row(keys: &[&str], cells: &[Cell], total: bool) -> String {
    let written = |cell: Cell| cell.map_or_else(|| "\"[z]\"".to_owned(), |number| number.to_string());
    let mut entries: Vec<_> = keys.iter().zip(cells).map(|(key, cell)| format!("{key}: {}", written(*cell))).collect();
    if total {
        entries.push(format!("total: {}", written(sum(cells))));
    }
    format!("{{ {} }}", entries.join(", "))
}

/// A line for each row, indented, and one for the totals.
fn grid(indent: usize, rows: &[&str], columns: &[&str], cells: &[Vec<Cell>], totals: bool) -> String {
    let mut text = String::new();
    for (name, cells) in rows.iter().zip(cells) {
        let _ = writeln!(text, "{:indent$}{name}: {}", "", row(columns, cells, totals));
    }
    if totals {
        let column = |at: usize| sum(&cells.iter().map(|row| row[at]).collect::<Vec<_>>());
        let sums: Vec<_> = (0..columns.len()).map(column).collect();
        let _ = writeln!(text, "{:indent$}total: {}", "", row(columns, &sums, true));
    }
    text
}
