using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Runs all trials of a search on the same bars, several at a time. What came of each stands at its place, whoever ran it and when.</summary>
internal sealed class Sweep(SearchPlan plan, LoadedData data, RunSettings settings, Action<double, string> report, CancellationToken ct)
{
    private readonly TrialOutcome?[] _outcomes = new TrialOutcome?[plan.Trials];
    private readonly long _barsOfOne = data.Series.Sum(one => (long)one.Count);
    private readonly ReturnConvention _convention = Conventions.Of(plan.Run.Request);
    private long _barsDone;
    private int _taken = -1;
    private int _done;

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<IReadOnlyList<TrialOutcome>> Run()
    {
        // Threads of its own: those of the pool have the server's requests to answer.
        var workers = Enumerable.Range(0, plan.Parallel).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(workers);
        ct.ThrowIfCancellationRequested();
        return _outcomes!;
    }

    private void Work()
    {
        try
        {
            for (var trial = Interlocked.Increment(ref _taken); trial < plan.Trials; trial = Interlocked.Increment(ref _taken))
            {
                ct.ThrowIfCancellationRequested();
                var observer = new Observer(this, ct);
                _outcomes[trial] = TrialOutcome.Of(plan.ArgumentsOf(trial), data, settings, plan.Objective, _convention, observer);
                Interlocked.Increment(ref _done);
                observer.OnProgress(_barsOfOne, _barsOfOne);
            }
        }
        catch
        {
            // What one worker cannot do ends the search; the others need not finish it.
            Interlocked.Exchange(ref _taken, plan.Trials);
            throw;
        }
    }

    private void Report() => report((double)Interlocked.Read(ref _barsDone) / _barsOfOne / plan.Trials, $"{Volatile.Read(ref _done)} of {plan.Trials} trials.");

    private sealed class Observer(Sweep sweep, CancellationToken ct) : IRunObserver
    {
        private long _before;

        public bool OnProgress(long barsDone, long barsTotal)
        {
            Interlocked.Add(ref sweep._barsDone, barsDone - _before);
            _before = barsDone;
            sweep.Report();
            return !ct.IsCancellationRequested;
        }
    }
}
