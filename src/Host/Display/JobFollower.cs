using AlgoTrendy.Contracts.Jobs;
using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>Follows a job to its end: a bar with percent and remaining time where somebody watches, now and then a line where not.</summary>
internal static class JobFollower
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <param name="look">Asks how the job stands.</param>
    /// <param name="cancel">Asks for its end, when the user pressed Ctrl+C.</param>
    public static async Task<Job> Follow(Func<CancellationToken, Task<Job>> look, Func<Task> cancel, CancellationToken ct)
    {
        try
        {
            return Screen.IsWatched ? await WithBar(look, ct) : await WithLines(look, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await cancel();
            throw;
        }
    }

    private static async Task<Job> WithBar(Func<CancellationToken, Task<Job>> look, CancellationToken ct)
    {
        var job = await look(ct);
        if (job.IsOver) return job;

        await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("", maxValue: 1);
                for (; !job.IsOver; job = await look(ct))
                {
                    bar.Description = Screen.Plain(job.Message);
                    bar.Value = job.Progress;
                    await Task.Delay(LookAgain, ct);
                }
            });
        return job;
    }

    private static async Task<Job> WithLines(Func<CancellationToken, Task<Job>> look, CancellationToken ct)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        for (var job = await look(ct); ; job = await look(ct))
        {
            if (job.IsOver) return job;
            if (since.Elapsed >= LineEvery)
            {
                Screen.Remark(FormattableString.Invariant($"{job.Progress * 100:0} %  {job.Message}"));
                since.Restart();
            }

            await Task.Delay(LookAgain, ct);
        }
    }
}
