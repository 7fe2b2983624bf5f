using RunScope.Testing.Conditions;
using RunScope.Testing.Conditions.Checks;

// Tries, in whatever surroundings it is started, all that the harness promises, and prints one JSON line per check:
//   Conditions [--file FILE] [--only CHECK]...
// The first line says where it runs. It ends its own processes only, and looks at others without touching them.
// The outcomes: full, reduced (something is missing, and the profile says so and how to get it), refused (with an error that says why), absent (there is
// nothing here to try it on), failed (something was wrong). Exit code 0 unless a check failed.
//   Conditions --table FOLDER DOCUMENT     puts a table of what was printed in several places into a document
if (args is ["--table", var folder, var document])
{
    Console.WriteLine($"{Table.Write(folder, document)} places");
    return 0;
}

var output = new Lines(Words(args, "--file").LastOrDefault());
var only = Words(args, "--only").ToHashSet();
output.Write(PlaceLine.Read());

// What isn't to descend from this process is started first: as soon as a process is profiled, this one adopts the orphans of its descendants.
var before = new Remains();
var all = true;
await using (var strangers = new Strangers())
{
    var run = new CheckRun();
    (string Name, Func<Report, Task> Check)[] checks =
    [
        ("launch", run.LaunchAsync),
        ("tree", Tree.CheckAsync),
        ("launch-non-dumpable", Launch.NonDumpableAsync),
        ("attach-child", r => AttachTo.ChildAsync(r, "yes")),
        ("attach-unrelated", async r => await run.UnrelatedAsync(r, await strangers.UnrelatedAsync())),
        ("attach-daemonised", AttachTo.DaemonisedAsync),
        ("attach-non-dumpable", r => AttachTo.ChildAsync(r, "no")),
        ("attach-other-user", async r => await run.OtherUserAsync(r, await strangers.OfOtherUserAsync())),
        ("attach-pid-1", AttachTo.FirstProcessAsync),
        ("doctor", run.DoctorAsync),
    ];
    if (Wanted("attach-unrelated")) await strangers.StartAsync();
    foreach (var (name, check) in checks)
    {
        if (Wanted(name)) all &= output.Write(await Check.RunAsync(name, check));
    }
}

if (Wanted("nothing-left")) all &= output.Write(await Check.RunAsync("nothing-left", before.NothingLeftAsync));
return all ? 0 : 1;

bool Wanted(string check) => only.Count == 0 || only.Contains(check);

static IEnumerable<string> Words(string[] args, string option) => args.Zip(args.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second);
