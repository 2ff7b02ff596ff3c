# Party organisations and units: the tree, each organisation’s page, offices, units and their ties.

organisation-kind-committee = Committee
organisation-kind-general_branch = General branch
organisation-kind-branch = Branch
organisation-kind-joint_branch = Joint branch
organisations-title = Party organisations
organisations-lead = Every level, its secretary and its members
organisations-import = Import units and organisations
organisations-search = Name, pinyin initials or code
organisations-count = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
organisations-branches-out = There are many: committees and general branches are listed here. Open one to see its branches, or search for a branch.
organisations-none = No organisations yet
organisations-none-line = The tree appears once units and organisations have been imported
organisations-none-found-line = Try another spelling, pinyin initials or a code; it may not have existed on that day
organisations-all = Show the whole tree
organisations-export-title = Party organisations
organisation-led-by = secretary { $names }
organisation-branches-below = { $count ->
    [one] { $count } branch below
   *[other] { $count } branches below
}
organisation-dissolved = Dissolved
organisation-figures = People
organisation-figure-activists = Activists and targets
organisation-composition = Composition
organisation-composition-line = Members: { $members }; on the way: { $others }
organisation-offices = In office
organisation-no-offices = Nobody has been appointed yet
organisation-past-offices = Formerly in office
organisation-members = Members
organisation-no-members = Nobody belongs to it yet
organisation-members-hidden = The names are shown to its members, secretary and committee, and to organisers above
organisation-all-members = See and filter them in people
organisation-people-below = People of this level and below
organisation-below = Organisations below
organisation-facts = Details
organisation-code = Code
organisation-name = Name
organisation-short-name = Short name
organisation-short-name-help = Used in lists and notices
organisation-unit = Unit
organisation-founded = Founded
organisation-term = Term ends
organisation-term-later = Election to be prepared from { $on }
organisation-term-due = { $days ->
    [one] { $days } day left · elect by { $on }
   *[other] { $days } days left · elect by { $on }
}
organisation-term-over = { $days ->
    [one] Over for { $days } day
   *[other] Over for { $days } days
}
organisation-dissolved-on = Dissolved on
organisation-dissolved-help = Not while anybody belongs to it or another organisation lies below it
organisation-note = Note
organisation-sides = Sides
organisation-change = Change details
organisation-change-lead = The code { $code } stays
organisation-save = Save details
organisation-not-empty = People still belong to it or organisations still lie below it; move them first
organisation-changed-meanwhile = Somebody has changed this organisation since you opened the page. Reload it first, so that their change is not lost.

office-appoint = Appoint
office-appoint-lead = From among the people of { $name } and below
office-find-person = Name, pinyin initials or staff number
office-nobody = Nobody can be appointed yet
office-nobody-line = Import a roster first
office-nobody-account-line = Ask the system administrator to make an account for the organiser on the page of accounts, then come back here
office-account-holders = Has an account and belongs to no Party organisation yet: can be organiser
office-account-holder-only-organiser = This person belongs to no Party organisation yet and can only be appointed as organiser
office-find-account = Name, pinyin initials, staff number or account name
office-not-found-line = Only people of this organisation and below can be appointed
office-person = Person
office-person-help = The first 50 are listed; search above when there are more
office-choose-person = Choose
office-which = Office
office-side = For which side
office-side-help = In a joint branch each side’s secretary confirms the minutes for that side
office-no-side = The whole organisation
office-appoint-button = Appoint
office-more = { $name }’s office: { $office }
office-of-side = { $office } for { $side }
office-end = End the office
office-no-such-side = That side is not part of this organisation
office-not-of-the-organisation = This person is not in the organisation or below
office-of-another-side = This person does not belong to that side
office-held-already = { $name } already holds this office
office-taken = { $name } is secretary; end that term first
missing-office = There is no such term; it may have been changed

unit-kind-school = School
unit-kind-college = College
unit-kind-enterprise = Enterprise
unit-kind-association = Trade association
unit-kind-park = Park
unit-kind-authority = Authority
apprenticeship-pilot = Pilot apprenticeship enterprise
apprenticeship-demonstration = Demonstration apprenticeship enterprise
relation-council = Council
relation-mutual_directors = Mutual directors
relation-cofounded_college = Co-founded college
units-lead = Schools, enterprises, associations, parks, and what ties them together
units-import = Import units
units-search = Name, pinyin initials or credit code
units-any-kind = All kinds
units-count = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
units-none = No units yet
units-none-line = Import units and organisations, or enter one
units-none-found = No unit fits
units-none-found-line = Loosen the filter
units-all = Show all units
units-export-title = Units
unit-record = Unit
unit-new = Enter a unit
unit-change = Change the unit
unit-enter = Enter this unit
unit-save = Save the unit
unit-name = Name
unit-kind = Kind
unit-choose = Choose a unit
unit-choose-kind = Choose a kind
unit-standing = Residency and apprenticeship
unit-no-standing = none
unit-resident = Resident in a park
unit-resident-in = Resident in { $park }
unit-people = People
unit-no-people = Nobody entered
unit-see-people = See those of them you may see
unit-credit-code = Unified social credit code
unit-credit-code-help = Eighteen places; only a part of another unit goes without
unit-credit-code-missing = Enter the credit code; only a part of another unit goes without
unit-credit-code-form = Eighteen digits and capital letters, without I, O, S, V and Z
unit-credit-code-check = The last place does not fit; compare it with the certificate
unit-credit-code-inner = Place 17 does not fit; compare it with the certificate
unit-credit-code-taken = Another unit has this credit code
unit-name-taken = There is already a unit of this name
unit-part-of = Part of
unit-no-parent = Not part of another unit
unit-part-of-itself = A unit cannot be part of itself or of its own parts
unit-parts = Parts
unit-residents = Residents
unit-contact-name = Contact
unit-contact-phone = Contact phone
unit-organisations = Party organisations
unit-no-organisations = None, and no part in a joint branch
unit-relations = Lasting relations
unit-no-relations = None entered
unit-relation-kind = Relation
unit-relation-other = With
unit-enter-relation = Enter a relation
unit-relation-with-itself = A unit has no relation with itself
unit-residency = Residency in parks
unit-no-residency = Not resident in a park
unit-enter-residency = Enter a residency
unit-not-a-park = The unit chosen is not a park
unit-apprenticeship = Apprenticeship
unit-no-apprenticeship = Not an apprenticeship enterprise
unit-apprenticeship-level = Level
unit-enter-apprenticeship = Enter the level
unit-tie-held-already = The same is entered already and has not ended
unit-changed-meanwhile = Somebody has changed this unit since you opened the page. Reload it first, so that their change is not lost.
missing-unit-tie = There is no such entry; it may have been changed
organisation-presence = Presence over the last twelve months
organisation-book = Open the branch book
office-of-two-sides = { $name } leads the side “{ $side }” already and cannot lead another one: each side confirms by somebody of its own
office-organiser-of-the-whole = An organiser keeps the whole organisation, not one side of it
