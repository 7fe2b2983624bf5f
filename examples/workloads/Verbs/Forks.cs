namespace Workloads.Verbs;

/// <summary>forks N: starts N children that end at once (<c>--program</c>, /bin/true unless told), <c>--at-once</c> at a time, and reaps them, with a <c>--pause</c> after each time.</summary>
internal static class Forks
{
    internal static int Run(Words words)
    {
        var count = words.NextNumber("the number of children");
        var atOnce = words.Count("at-once", 10);
        var program = words.Text("program", "/bin/true");
        var pause = words.Duration("pause", "0");
        words.End();

        var report = new Report("forks");
        var failed = 0;
        for (var done = 0; done < count;)
        {
            var batch = new int[Math.Min(atOnce, count - done)];
            for (var i = 0; i < batch.Length; i++) batch[i] = Spawn.Start([program]);
            foreach (var child in batch) failed += Spawn.Reap(child) == 0 ? 0 : 1;
            done += batch.Length;
            report.Truth.Children.AddRange(batch);
            if (pause > 0) Thread.Sleep(TimeSpan.FromMicroseconds(pause / 1000d));
        }

        report.Truth.Counts["forks"] = count;
        report.Truth.Counts["failed"] = failed;
        report.Print();
        return 0;
    }
}
