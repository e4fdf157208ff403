using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AlgoTrendy.Host.Display;

/// <summary>Follows a job to its end: a bar with percent and remaining time where somebody watches, now and then a line where not.</summary>
internal static class JobFollower
{
    private const int LongestMessage = 48;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly Duration LineEvery = Duration.FromSeconds(5);

    /// <summary>How long a job may take to end that was asked to.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Follows what was started on history until it is done.</summary>
    /// <returns>Null when it could not begin, or was not done; the user has been told why.</returns>
    public static async Task<JobRequest?> Finish(BacktestStarted started, Func<JobRequest, CancellationToken, Task<Job?>> look, Func<JobRequest, Task> cancel, CancellationToken ct)
    {
        if (started.Job is not { } queued)
        {
            Screen.Remark(started.Reason!);
            return null;
        }

        var id = new JobRequest(queued.JobId);
        var job = await Follow(async token => (await look(id, token))!, () => cancel(id), ct);
        if (job.Status == JobStatus.Done) return id;

        Screen.Remark(job.Message);
        return null;
    }

    /// <param name="look">Asks how the job stands.</param>
    /// <param name="cancel">Asks for its end, when the user pressed Ctrl+C.</param>
    /// <returns>The job when it is over, however it ended.</returns>
    /// <exception cref="OperationCanceledException">The user pressed Ctrl+C, and the job does not end.</exception>
    public static async Task<Job> Follow(Func<CancellationToken, Task<Job>> look, Func<Task> cancel, CancellationToken ct)
    {
        if (!Screen.IsWatched) return await Follow(look, cancel, Lines(SystemClock.Instance), ct);

        var job = await look(ct);
        if (job.IsOver) return job;

        var left = new TimeLeftColumn();
        return await Screen.Error.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), left)
            .StartAsync(progress =>
            {
                var bar = progress.AddTask("Begins.", maxValue: 1);
                return Follow(look, cancel, now => Show(now, bar, left), ct);
            });
    }

    private static async Task<Job> Follow(Func<CancellationToken, Task<Job>> look, Func<Task> cancel, Action<Job> show, CancellationToken ct)
    {
        try
        {
            return await UntilOver(look, show, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await cancel();
            using var patience = new CancellationTokenSource(Patience);
            return await UntilOver(look, show, patience.Token);
        }
    }

    private static async Task<Job> UntilOver(Func<CancellationToken, Task<Job>> look, Action<Job> show, CancellationToken ct)
    {
        for (var job = await look(ct); ; job = await look(ct))
        {
            if (job.IsOver) return job;

            show(job);
            await Task.Delay(LookAgain, ct);
        }
    }

    private static void Show(Job job, ProgressTask bar, TimeLeftColumn left)
    {
        // The bar must stay in view however long a file's name is.
        var message = job.Message.Length <= LongestMessage ? job.Message : job.Message[..(LongestMessage - 1)] + "…";
        bar.Description = Screen.Plain(message);
        bar.Value = job.Progress;
        left.Left = job.Eta - SystemClock.Instance.GetCurrentInstant();
    }

    /// <summary>Logs of build servers stay short, and long work is seen to live.</summary>
    internal static Action<Job> Lines(IClock clock)
    {
        var last = clock.GetCurrentInstant();
        return job =>
        {
            var now = clock.GetCurrentInstant();
            if (now - last < LineEvery) return;

            last = now;
            var left = job.Eta is { } eta && eta > now ? $" About {Figures.Span(eta - now)} left." : "";
            Screen.Remark($"{Figures.Share(job.Progress)}  {job.Message}{left}");
        };
    }

    /// <summary>The library's own column guesses from its samples; the job knows better.</summary>
    private sealed class TimeLeftColumn : ProgressColumn
    {
        public Duration? Left { get; set; }

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Left is { TotalSeconds: >= 1 } left ? $"{Figures.Span(left)} left" : "", new(decoration: Decoration.Dim));
    }
}
