product-name = Gongjian

shell-welcome = One ledger, shared by every side
shell-welcome-line = Written once, confirmed by each side, used everywhere.
shell-skip = Skip to the content
shell-demo = Demonstration data: the people are invented, so feel free to try everything
shell-demo-label = About this demonstration
shell-nav = Main navigation
shell-nav-phone = Main pages
shell-more = More
shell-auxiliary = An auxiliary ledger. The official register is the national members’ system
shell-foot-rules = Regulations behind the rules
shell-foot-licences = Open-source licences
shell-search = Search
shell-search-hint = Find a person, organisation or meeting
shell-waiting = { $number ->
    [one] { $number } thing to do
   *[other] { $number } things to do
}
shell-theme = Appearance
shell-theme-light = Light
shell-theme-auto = As the system
shell-theme-dark = Dark
shell-me = ’s menu
shell-my-page = My file
shell-my-account = Account and sign-in
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-back = Back
shell-print = Print
shell-print-by-hand = Use your browser’s print command for this page
shell-paper-nav = Tools of the print page

nav-home = Home
nav-todo = To do
nav-meetings = Meetings
nav-calendar = Calendar
nav-book = Branch book
nav-organisations = Organisations
nav-units = Units
nav-people = People
nav-imports = Import
nav-rules = Rules
nav-figures = Figures
nav-accounts = Accounts
nav-settings = Settings
nav-ledger = Ledger
nav-jobs = Jobs
nav-foundings = Foundings

# Between the names of a list.
list-comma = { ", " }
