// A joint branch to tell of: the sample units and rosters, the branch founded of them, and accounts for its people.
// Set up by command line and the JSON interface; the journeys whose subject these steps are take them on the pages.

const PASSWORD = "江南可采莲莲叶何田田";

/** Organisers of the two sides' organisations: account name and code. */
const ORGANISERS = { zuzhi: "020100", yuanqu: "020300" };

/** What a page offers, by the end of its name. */
const named = (offered, name) => offered.find((one) => one.name.endsWith(name))?.id;

/** The day in China, where the program's days begin and end. */
export const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The word every account of the journeys opens with. */
export { PASSWORD };

/** Units, organisations and the two rosters, and an organiser on each side. */
export async function bringSamples(house) {
  await house.bring("organisations.xlsx", "organisations");
  await house.bring("school/roster.xlsx", "roster", "--organisation", "020100");
  await house.bring("enterprise/roster.xlsx", "roster", "--organisation", "020300");
  for (const [name, code] of Object.entries(ORGANISERS)) {
    await house.addAccount(name, PASSWORD, "--role", "organiser", "--organisation", code);
  }
}

/** A program with somebody's token. */
class Program {
  constructor(house, token) {
    this.house = house;
    this.token = token;
  }

  static async of(house, name) {
    return new Program(house, (await house.command("user", "token", name)).trim());
  }

  async ask(path, body) {
    const headers = { accept: "application/json", authorization: `Bearer ${this.token}` };
    if (body) headers["content-type"] = "application/json";
    const method = body ? "POST" : "GET";
    const answer = await fetch(new URL(path, this.house.address), { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.headers.get("location") ?? answer.json();
  }
}

/** Founds the branch out of twelve teachers and six people of the park's enterprises. */
export async function foundBranch(house) {
  await bringSamples(house);
  const [college, park] = await Promise.all(Object.keys(ORGANISERS).map((name) => Program.of(house, name)));
  const founding = await begin(college);
  const teachers = await choose(college, founding, "school", 12);
  const staff = await choose(park, founding, "enterprise", 6);
  const posts = {
    secretary: teachers[0].id,
    organisation: teachers[1].id,
    publicity: teachers[2].id,
    discipline: staff[0].id,
    others: [staff[1].id],
    signatory_school: teachers[0].id,
    signatory_enterprise: staff[0].id,
  };
  await step(college, founding, "committee", { ...posts, size: "5", found_on: today() });
  await step(park, founding, "agree");
  await step(college, founding, "hand-in");
  const reply = { doc_no: "院党发〔2026〕18号", rules: ["BR-JOINT-FEW"], reasons: ["园区相邻，便于管理"] };
  await step(college, founding, "approve", reply);
  const joining = [...teachers, ...staff].map((person) => person.id);
  await step(college, founding, "found", { ...posts, joining });
  const { branch } = await college.ask(founding);
  return new JointBranch(college, branch, teachers, staff);
}

async function begin(college) {
  const { may_propose_under: committees } = await college.ask("/foundings");
  const under = committees[0].id;
  const { blocks, form } = await college.ask(`/foundings/new?under=${under}`);
  const [school, enterprise] = blocks;
  const firms = ["拾光文创有限公司", "木与石设计有限公司", "云上数字科技有限公司", "针线里服饰有限公司"];
  return college.ask("/foundings", {
    under,
    name: "文创艺术党支部",
    code: form.code,
    school_home: under,
    school_units: [named(school.units, "创意设计学院")],
    enterprise_home: named(enterprise.homes, "创意园总支部委员会"),
    enterprise_units: firms.map((firm) => named(enterprise.units, firm)),
  });
}

async function choose(organiser, founding, kind, number) {
  const { sides, revision } = await organiser.ask(founding);
  const side = sides.find((one) => one.kind === kind).id;
  const { branch, candidates } = await organiser.ask(`${founding}/people?side=${side}`);
  const chosen = candidates.filter((one) => one.stage === "full").slice(0, number);
  await organiser.ask(`${founding}/people`, { revision, side, branch, formal: chosen.map((one) => one.id) });
  return chosen;
}

async function step(organiser, founding, word, body = {}) {
  const { revision } = await organiser.ask(founding);
  await organiser.ask(`${founding}/${word}`, { revision, ...body });
}

/** The branch, with the organiser of the committee above who gives its people their accounts. */
class JointBranch {
  constructor(organiser, id, teachers, staff) {
    this.organiser = organiser;
    this.id = id;
    this.teachers = teachers;
    this.staff = staff;
  }

  /** Gives `person` the account `name`, with [`PASSWORD`] set through the link. */
  async giveAccount(person, name) {
    const { link } = await this.organiser.ask(`/people/${person.id}/account`, { name });
    await this.organiser.ask(new URL(link).pathname, { password: PASSWORD });
  }

  /** Gives the secretaries of the two sides the accounts `xiaofang` and `qifang`. */
  async giveSecretaries() {
    await this.giveAccount(this.teachers[0], "xiaofang");
    await this.giveAccount(this.staff[0], "qifang");
    const { house } = this.organiser;
    this.school = await Program.of(house, "xiaofang");
    this.enterprise = await Program.of(house, "qifang");
  }

  /**
   * Holds a theme day on the day `on` and gives back its address. Its minutes wait for the enterprise's side
   * unless `confirmed`.
   */
  async holdThemeDay({ title, on = today(), confirmed = true }) {
    const plan = { branch: this.id, title, on, from: "14:30", until: "16:30", place: "创意园三楼党群活动室" };
    const meeting = await this.school.ask("/meetings", { ...plan, agenda: "集中学习\n走访工坊", then: "invite" });
    const people = [...this.teachers, ...this.staff].map((one) => one.id);
    const marks = people.map((person) => ({ person, status: "present" }));
    await this.school.ask(`${meeting}/presence`, { marks });
    const text = "一、集中学习两个文件。\n二、走访拾光文创工坊，看学徒的作品。";
    const resolutions = "每月互派一名讲师\n实习学生各配两名培养联系人";
    await this.school.ask(`${meeting}/minutes`, { text, resolutions, then: "hand_in" });
    if (confirmed) {
      const { seals } = await this.enterprise.ask(meeting);
      await this.enterprise.ask(`${meeting}/confirm`, { side: seals[1].id, version: 1 });
    }
    return meeting;
  }
}
