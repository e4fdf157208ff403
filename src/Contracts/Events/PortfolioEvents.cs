using AlgoTrendy.Contracts.Portfolio;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Events;

/// <summary>The books of an account and trading's do not agree. Of portfolio, by account.</summary>
/// <param name="Differences">Empty when they agree again.</param>
/// <param name="Message">What is the matter, in a sentence.</param>
public sealed record BooksDisagree(string AccountId, IReadOnlyList<BookDifference> Differences, string Message, Instant64 Time);
