using AlgoTrendy.Contracts.Portfolio;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>How the books of an account compare with trading, when both have booked the same facts.</summary>
internal sealed class Agreement
{
    /// <summary>Null: not compared yet.</summary>
    public bool? Agrees { get; private set; }

    public Instant64? CheckedAt { get; private set; }

    public IReadOnlyList<BookDifference> Differences { get; private set; } = [];

    /// <returns>Whether the verdict is another one now, and worth telling.</returns>
    public bool Note(IReadOnlyList<BookDifference> differences, Instant64 now)
    {
        var isNews = differences.Count == 0 ? Agrees == false : Agrees != false || !Differences.SequenceEqual(differences);
        (Agrees, CheckedAt, Differences) = (differences.Count == 0, now, differences);
        return isNews;
    }
}
