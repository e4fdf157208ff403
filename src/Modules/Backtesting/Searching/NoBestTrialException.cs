namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>A search ended without a best trial that can be trusted: a sentence for the user.</summary>
internal sealed class NoBestTrialException(string message) : Exception(message);
