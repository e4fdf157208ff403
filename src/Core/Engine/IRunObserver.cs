namespace AlgoTrendy.Core.Engine;

/// <summary>Watches a run from outside. It cannot influence the result, only end it.</summary>
public interface IRunObserver
{
    /// <summary>Called every now and then; false ends the run.</summary>
    bool OnProgress(long barsDone, long barsTotal);
}
