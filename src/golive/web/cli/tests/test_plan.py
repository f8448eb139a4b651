"""`golive plan`: the contract of its JSON and of its exit codes."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from golive.engines.schedule import Baseline, Link, Plan, Task, days, write_mspdi
from golive.plain.working_time import ROUND_THE_CLOCK, Calendar, standard_calendar
from golive.web.cli.plan import app

RUN = CliRunner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    tasks = (
        Task(1, "Accounts", days(15), id=1, wbs="1"),
        Task(2, "Configure", days(27)),
        Task(3, "UAT", days(10)),
        Task(4, "Training", days(5)),
    )
    plan = Plan("Acme CRM", datetime(2026, 3, 2, 8), tasks, (Link(1, 2), Link(2, 3), Link(1, 4)))
    path = tmp_path / "acme.xml"
    path.write_bytes(write_mspdi(plan))
    return path


def put(path: Path, form: object) -> str:
    path.write_text(json.dumps(form))
    return str(path)


def test_show_prints_the_dates_as_json(file):
    answer = RUN.invoke(app, ["show", str(file), "--json"])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert form["project"] == {"start": "2026-03-02T08:00:00", "finish": "2026-05-12T17:00:00"}
    assert form["problems"] == []
    assert form["tasks"][0] == {
        "uid": 1,
        "id": 1,
        "wbs": "1",
        "name": "Accounts",
        "summary": False,
        "milestone": False,
        "early_start": "2026-03-02T08:00:00",
        "early_finish": "2026-03-20T17:00:00",
        "late_start": "2026-03-02T08:00:00",
        "late_finish": "2026-03-20T17:00:00",
        "start": "2026-03-02T08:00:00",
        "finish": "2026-03-20T17:00:00",
        "total_float_minutes": 0,
        "free_float_minutes": 0,
        "critical": True,
    }


def test_show_prints_a_table_for_people(file):
    answer = RUN.invoke(app, ["show", str(file)])
    assert "Acme CRM: Mon 2 Mar 2026 to Tue 12 May 2026" in answer.stdout
    assert "Driving path: Accounts → Configure → UAT" in answer.stdout


@pytest.mark.parametrize(
    "chosen, load, gate",
    [
        ([], 59 * 60, "2026-03-09T08:00:00"),
        (["--late-milestones", "work_starts"], 59 * 60, "2026-03-09T08:00:00"),
        (["--late-milestones", "work_ends"], -4 * 60, "2026-03-06T17:00:00"),
    ],
)
def test_show_lets_milestones_be_late_where_it_is_told(tmp_path, chosen, load, gate):
    """A load round the clock ends on Friday 21:00; the gate after it is kept in office hours."""
    tasks = Task(1, "Load", days(1), calendar=2), Task(2, "Gate", 0, milestone=True), Task(3, "After", days(1))
    hours = standard_calendar(), Calendar(2, "Round the clock", week=(ROUND_THE_CLOCK,) * 7)
    plan = Plan("Gate", datetime(2026, 3, 6, 13), tasks, (Link(1, 2), Link(2, 3)), hours)
    path = tmp_path / "gate.xml"
    path.write_bytes(write_mspdi(plan))
    rows = json.loads(RUN.invoke(app, ["show", str(path), "--json", *chosen]).stdout)["tasks"]
    assert (rows[0]["total_float_minutes"], rows[1]["late_finish"]) == (load, gate)


def test_show_refuses_a_place_for_late_milestones_that_it_does_not_know(file):
    answer = RUN.invoke(app, ["show", str(file), "--late-milestones", "friday"])
    assert answer.exit_code == 2
    assert "work_ends" in answer.output


def test_risk_prints_quantiles_windows_and_sensitivity(file, tmp_path):
    risks = put(
        tmp_path / "risks.json", [{"id": "R-1", "name": "Late", "probability": 0.5, "days": [2, 5, 9], "tasks": [1]}]
    )
    arguments = ["risk", str(file), "--json", "--iterations", "200", "--seed", "7", "--windows", "2026-05-09/14"]
    form = json.loads(RUN.invoke(app, [*arguments, "--risks", risks]).stdout)
    assert form["deterministic"] == "2026-05-12T17:00:00"
    assert form["p10"] <= form["p50"] <= form["p80"] <= form["p90"]
    assert (form["iterations"], form["seed"]) == (200, 7)
    assert form["windows"][-1]["by_then"] == 1
    assert form["sensitivity"][0].keys() == {"uid", "name", "criticality", "cruciality"}
    assert form["risks"][0]["id"] == "R-1"
    again = json.loads(RUN.invoke(app, [*arguments, "--risks", risks]).stdout)
    assert form == again


def test_whatif_prints_the_golden_figures_of_a_change(file, tmp_path):
    patch = put(tmp_path / "cr.json", {"insert": [{"name": "Approval build", "duration_days": 8, "before": 3}]})
    answer = RUN.invoke(app, ["whatif", str(file), patch, "--json", "--windows", "2026-05-09/14", "--iterations", "50"])
    form = json.loads(answer.stdout)
    assert form["finish"]["days"] == 8
    assert form["window"] == {"before": "2026-05-23", "after": "2026-05-23", "moved": False}
    assert form["window_slack"] == {"before": 8, "after": 0}


def test_check_ends_with_1_where_a_check_is_not_met(file):
    answer = RUN.invoke(app, ["check", str(file), "--json"])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert len(form["checks"]) == 14
    assert {check["outcome"] for check in form["checks"]} == {"met", "not met", "not decidable"}


def test_explain_takes_a_name_or_a_uid(file):
    by_name, by_uid = (RUN.invoke(app, ["explain", str(file), task]).stdout for task in ("uat", "3"))
    assert by_name == by_uid
    assert "UAT starts on Wed 29 Apr 2026 08:00 because Configure finishes on Tue 28 Apr 2026 17:00" in by_name


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["show", "{missing}"], "No such file"),
        (["show", "{broken}"], "Line 1"),
        (["risk", "{file}", "--windows", "someday"], "cannot be read"),
        (["risk", "{file}", "--risks", "{broken}"], "not JSON"),
        (["risk", "{file}", "--target", "Nothing"], "no task named Nothing"),
        (["whatif", "{file}", "{bad}"], "names the task 99"),
        (["explain", "{file}", "Nothing"], "no task named Nothing"),
    ],
)
def test_unusable_input_ends_with_2_and_says_what_is_wrong(file, tmp_path, arguments, text):
    (tmp_path / "broken.xml").write_text("not a plan")
    names = {
        "file": str(file),
        "missing": str(tmp_path / "no.xml"),
        "broken": str(tmp_path / "broken.xml"),
        "bad": put(tmp_path / "bad.json", {"set": [{"task": 99, "duration_days": 1}]}),
    }
    filled = [argument.format(**names) for argument in arguments]
    spoken, machine = RUN.invoke(app, filled), RUN.invoke(app, [*filled, "--json"])
    assert spoken.exit_code == machine.exit_code == 2
    assert text in spoken.stderr.replace("\n", " ")
    form = json.loads(machine.stdout)
    assert form["project"] is None and text in form["problems"][0]["text"] + f"Line {form['problems'][0]['line']}"


def test_plan_commands_start_without_django(file):
    code = (
        "import sys; sys.argv = ['golive', 'plan', 'show', sys.argv[1]]\n"
        "from golive.web.cli.root import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, env={"PYTHONPATH": "src"}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_explain_shows_every_link_with_its_calendar_and_its_room(file):
    form = json.loads(RUN.invoke(app, ["explain", str(file), "uat", "--json"]).stdout)
    assert [step["name"] for step in form["path"]] == ["Accounts", "Configure", "UAT"]
    assert form["links"][-1] == {
        "pred": 2,
        "pred_name": "Configure",
        "succ": 3,
        "succ_name": "UAT",
        "type": "FS",
        "lag_minutes": 0,
        "lag_calendar": None,
        "calendar": "Standard",
        "permits": "2026-04-29T08:00:00",
        "room_minutes": 0,
        "binding": True,
        "driving": True,
    }
    assert form["merge_points"] == []


@pytest.mark.parametrize("suffix", ["xml", "xer", "pmxml"])
def test_convert_writes_another_format_with_the_same_dates_and_does_not_replace_unasked(file, tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    answer = RUN.invoke(app, ["convert", str(file), str(target), "--json"])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert form["finish"] == {"before": "2026-05-12T17:00:00", "after": "2026-05-12T17:00:00"}
    assert (form["tasks"], form["links"], form["moved"]) == (4, 3, [])
    assert "UAT" in RUN.invoke(app, ["show", str(target)]).stdout
    refused = RUN.invoke(app, ["convert", str(file), str(target)])
    assert refused.exit_code == 2 and "--force" in refused.stderr
    assert RUN.invoke(app, ["convert", str(file), str(target), "--force"]).exit_code == 0


def test_convert_to_an_unknown_format_writes_nothing(file, tmp_path):
    answer = RUN.invoke(app, ["convert", str(file), str(tmp_path / "out.xml"), "--to", "csv"])
    assert answer.exit_code == 2 and "Choose mspdi, xer, pmxml" in answer.stderr
    assert not (tmp_path / "out.xml").exists()


def test_calibrate_reports_coverage_against_the_naive_method_and_saves_what_it_learnt(tmp_path):
    lines = ["project,class,id,duration,predecessors,actual duration"]
    for number, late in enumerate((1.0, 1.4, 0.9, 1.2)):
        lines += [f"P{number},ERP,1,10,,{10 * late}", f"P{number},ERP,2,20,1,{20 * late}"]
    folder = tmp_path / "done"
    folder.mkdir()
    (folder / "finished.csv").write_text("\n".join(lines))
    saved = tmp_path / "learnt.json"
    answer = RUN.invoke(app, ["calibrate", str(folder), "--json", "--iterations", "200", "--save", str(saved)])
    form = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert form["projects"] == 4
    assert [case["ratio"] for case in form["cases"]] == [1.0, 1.4, 0.9, 1.2]
    assert form["methods"].keys() == {"naive", "shipped", "calibrated"}
    assert form["p80_coverage"] == form["methods"]["calibrated"]["coverage"]["p80"]["share"]
    assert json.loads(saved.read_text()) == form
    plan = tmp_path / "next.xml"
    plan.write_bytes(write_mspdi(Plan("Next", datetime(2026, 3, 2, 8), (Task(1, "Build", days(20)),))))
    risk = json.loads(RUN.invoke(app, ["risk", str(plan), "--json", "--calibration", str(saved)]).stdout)
    assert any("4 own finished projects" in setting["provenance"] for setting in risk["settings"])
    wrong = RUN.invoke(app, ["risk", str(plan), "--calibration", str(saved), "--class", "CRM"])
    assert (wrong.exit_code, "class CRM" in wrong.output) == (2, True)
    people = RUN.invoke(app, ["calibrate", str(folder), "--iterations", "200"])
    assert form["sentence"] in people.stdout


def test_calibrate_of_a_folder_without_finished_projects_ends_with_2(tmp_path):
    answer = RUN.invoke(app, ["calibrate", str(tmp_path), "--json"])
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["problems"][0]["rule"] == "calibrate.none"


def promised(uid: int, likely: float, done: int, first: datetime, last: datetime, cost: float) -> Task:
    return Task(uid, f"T{uid}", days(likely), percent_complete=done, baselines=(Baseline(0, first, last, cost=cost),))


def test_earned_says_what_is_done_of_what_was_promised_and_at_which_pace(tmp_path):
    monday, friday = datetime(2026, 3, 2, 8), datetime(2026, 3, 6, 17)
    tasks = (
        promised(1, 5, 100, monday, friday, 10_000),
        promised(2, 5, 0, datetime(2026, 3, 9, 8), datetime(2026, 3, 13, 17), 30_000),
    )
    kept = tmp_path / "plan.xml"
    kept.write_bytes(write_mspdi(Plan("Two", monday, tasks, (Link(1, 2),))))
    people = RUN.invoke(app, ["earned", str(kept), "--status", "2026-03-11"])
    assert people.exit_code == 0, people.output
    assert "planned" in people.stdout and "280.00" in people.stdout and "100.00" in people.stdout
    assert "day 5.0 after 8.0 of 10.0 days, 3.0 working days behind the baseline, SPI(t) 0.62" in people.stdout
    assert "Promised Fri 13 Mar 2026; at this pace" in people.stdout
    form = json.loads(RUN.invoke(app, ["earned", str(kept), "--status", "2026-03-11", "--json"]).stdout)
    assert form["value"] == {"planned": 28_000, "earned": 10_000, "at_completion": 40_000}
    assert form["spi_t"] == pytest.approx(5 / 8)


def test_earned_without_a_status_date_or_a_baseline_says_what_is_missing(file):
    assert "There is no status date" in RUN.invoke(app, ["earned", str(file)]).stderr
    none = RUN.invoke(app, ["earned", str(file), "--status", "2026-03-11", "--json"])
    assert (none.exit_code, json.loads(none.stdout)["problems"][0]["rule"]) == (2, "earned.baseline")


def test_slip_puts_the_whole_of_it_down_to_its_changes(file, tmp_path):
    later = [{"cause": "client", "patch": {"set": [{"task": 1, "duration_days": 30}]}}]
    causes = put(
        tmp_path / "causes.json", [*later, {"cause": "us", "patch": {"set": [{"task": 3, "duration_days": 15}]}}]
    )
    form = json.loads(RUN.invoke(app, ["slip", str(file), causes, "--json"]).stdout)
    assert form["method"] == "shapley" and form["total_days"] > 0
    assert sum(one["days"] for one in form["changes"]) == pytest.approx(form["total_days"])
    assert {one["cause"] for one in form["by_cause"]} == {"client", "us"}
    assert "client" in RUN.invoke(app, ["slip", str(file), causes]).stdout


@pytest.mark.parametrize("form", [[], {}, [{"cause": "", "patch": {}}], [{"cause": "client"}, {"patch": {}}]])
def test_slip_names_every_entry_that_is_no_change(file, tmp_path, form):
    answer = RUN.invoke(app, ["slip", str(file), put(tmp_path / "causes.json", form)])
    assert answer.exit_code == 2
    assert all(f"{place}: write a" in answer.stderr for place in range(1, len(form) + 1))


def test_calibrate_says_what_to_put_into_an_empty_folder_and_what_to_name_for_one_that_is_not_there(tmp_path):
    empty = RUN.invoke(app, ["calibrate", str(tmp_path)])
    assert (empty.exit_code, "baseline and actuals" in " ".join(empty.output.split())) == (2, True)
    absent = RUN.invoke(app, ["calibrate", str(tmp_path / "nowhere")])
    assert (absent.exit_code, "that holds the finished projects" in " ".join(absent.output.split())) == (2, True)


RISK = {"id": "R-1", "name": "Late data", "probability": 0.4, "days": 5, "tasks": [2]}


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"task": [2]}, "Risk R-1 has “task”, which is not known. Did you mean “tasks”?"),
        ({"tasks": ["T1"]}, "Risk R-1: tasks is ['T1']. Write the uids of tasks"),
        ({"days": [1, 2]}, "Risk R-1: days is [1, 2]. Write a number, or three"),
        ({"days": None, "factor": "much"}, "Risk R-1: factor is 'much'."),
        ({"probability": "often"}, "Risk R-1: probability is 'often'. Write a number from 0 to 1."),
        ({"days": 447_393}, "has the impact 447,393 days"),
    ],
)
def test_a_risk_is_read_as_written_or_refused_with_its_field(file, tmp_path, wrong, text):
    risks = put(tmp_path / "risks.json", [{**RISK, **wrong}])
    answer = RUN.invoke(app, ["risk", str(file), "--risks", risks, "--iterations", "8"])
    assert answer.exit_code == 2
    assert text in answer.stderr.replace("\n", " ")


def test_all_that_is_wrong_with_the_risks_of_a_file_is_said_at_once(file, tmp_path):
    risks = put(tmp_path / "risks.json", [{**RISK, "task": [2], "days": "x"}, {"id": "R-2"}])
    form = json.loads(RUN.invoke(app, ["risk", str(file), "--risks", risks, "--json"]).stdout)
    assert len(form["problems"]) == 3


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    tasks = (Task(4, "Task 1", days(2), id=1), Task(7, "Task 1", days(3), id=2))
    path = tmp_path / "twins.xml"
    path.write_bytes(write_mspdi(Plan("Twins", datetime(2026, 3, 2, 8), tasks)))
    return path


@pytest.mark.parametrize("command", [["explain", "{file}", "Task 1"], ["risk", "{file}", "--target", "task 1"]])
def test_a_name_that_several_tasks_have_is_refused_with_their_uids(twins, command):
    answer = RUN.invoke(app, [part.format(file=twins) for part in command])
    assert answer.exit_code == 2
    assert "uid 4 (ID 1), 7 (ID 2). Write the uid" in answer.stderr.replace("\n", " ")
    assert "Task 1 starts on" in RUN.invoke(app, ["explain", str(twins), "7"]).stdout


def test_a_class_without_a_calibration_and_a_task_without_a_name_are_refused(file):
    for command in ("risk", "recover"):
        alone = RUN.invoke(app, [command, str(file), "--class", "ERP"])
        assert (alone.exit_code, "no effect without --calibration" in alone.stderr) == (2, True)
    nameless = RUN.invoke(app, ["explain", str(file), ""])
    assert (nameless.exit_code, "No task is named" in nameless.stderr) == (2, True)


def test_a_patch_of_brackets_alone_is_refused_in_one_sentence(file, tmp_path):
    deep = tmp_path / "deep.json"
    for depth in (900, 100_000):
        deep.write_text("[" * depth + "]" * depth)
        answer = RUN.invoke(app, ["whatif", str(file), str(deep)])
        assert answer.exit_code == 2, answer.output
        assert len(answer.stderr.splitlines()) == 1


def test_a_precision_that_is_not_reached_is_said_in_words_and_json(file, monkeypatch):
    monkeypatch.setattr("golive.engines.schedule.simulation.simulate.STOP_AT", 2048)
    asked = ["risk", str(file), "--precision", "0.01", "--iterations", "64"]
    assert "P80 is not as sure as asked for" in RUN.invoke(app, asked).stdout
    told = json.loads(RUN.invoke(app, [*asked, "--json"]).stdout)["precision"]
    assert (told["asked_days"], told["met"], told["days"] > 0.01) == (0.01, False, True)


@pytest.mark.parametrize(
    "wrong",
    [
        ["risk", "{file}", "--iterations", "0"],
        ["show", "{file}", "--mode", "foo"],
        ["show", "{file}", "--status", "foo"],
        ["earned", "{file}", "--baseline", "99"],
        ["risk"],
        ["risk", "{file}", "--risk", "x"],
        ["sho", "{file}"],
    ],
)
def test_what_the_shell_itself_refuses_is_said_in_json_too(file, wrong):
    arguments = [part.format(file=file) for part in wrong]
    spoken, machine = RUN.invoke(app, arguments), RUN.invoke(app, [*arguments, "--json"])
    assert spoken.exit_code == machine.exit_code == 2
    form = json.loads(machine.stdout)
    assert (form["project"], form["tasks"], form["problems"][0]["rule"]) == (None, [], "input")
    assert form["problems"][0]["text"] and not spoken.stdout
