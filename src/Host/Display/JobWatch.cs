using AlgoTrendy.Contracts.Jobs;
using NodaTime;
using Spectre.Console;

namespace AlgoTrendy.Host.Display;

/// <summary>Follows a job until it is over: a bar with per cent and time left on a terminal, now and then a line elsewhere. Ctrl+C cancels the job and waits for its end.</summary>
/// <param name="look">Asks for the job as it is now.</param>
/// <param name="cancel">Asks for the job's end.</param>
internal sealed class JobWatch(Screen screen, IClock clock, Func<CancellationToken, Task<Job>> look, Func<Task> cancel)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly Duration Quiet = Duration.FromSeconds(10);

    /// <returns>The job once it is over, however it ended.</returns>
    public async Task<Job> Follow(Job job, CancellationToken ct)
    {
        if (!screen.IsLive) return await Until(job, QuietLines(), ct);

        var left = new TimeLeftColumn();
        ProgressColumn[] columns = [new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), left];
        return await screen.Errors.Progress().AutoClear(true).HideCompleted(false).Columns(columns).StartAsync(async bars =>
        {
            var bar = bars.AddTask(" ", maxValue: 1);
            return await Until(job, now =>
            {
                bar.Description = Markup.Escape(Short(Figures.OneLine(now.Message)));
                bar.Value = now.Progress;
                left.Left = now.Eta - clock.GetCurrentInstant();
            }, ct);
        });
    }

    private async Task<Job> Until(Job job, Action<Job> show, CancellationToken ct)
    {
        var isCancelled = false;
        for (var now = job; ; now = await look(CancellationToken.None))
        {
            show(now);
            if (now.IsOver) return now;

            await Task.Delay(LookAgain, isCancelled ? CancellationToken.None : ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested || isCancelled) continue;

            isCancelled = true;
            await cancel();
        }
    }

    /// <summary>A line when there was none for a while: logs of build servers stay short, and long work is seen to live.</summary>
    private Action<Job> QuietLines()
    {
        var last = clock.GetCurrentInstant();
        return job =>
        {
            var now = clock.GetCurrentInstant();
            if (job.IsOver || now - last < Quiet) return;

            last = now;
            var left = job.Eta is { } eta && eta > now ? $" About {Figures.Span(eta - now)} left." : "";
            screen.Note($"{Figures.Share(job.Progress)}  {job.Message}{left}");
        };
    }

    // The bar must stay in view however long a file's name is.
    private static string Short(string message) => message.Length <= 48 ? message : message[..47] + "…";

    /// <summary>The library guesses from its own samples; the job knows better.</summary>
    private sealed class TimeLeftColumn : ProgressColumn
    {
        public Duration? Left { get; set; }

        protected override bool NoWrap => true;

        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Left is { } left && task.Value < 1 ? $"{Figures.Span(left)} left" : "", new(decoration: Decoration.Dim));
    }
}
