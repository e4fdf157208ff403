using AlgoTrendy.Contracts.Portfolio;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>How the books of an account compare with trading. One look may fall between a fact and its telling, so a difference counts when it is there twice with nothing told in between.</summary>
internal sealed class Agreement
{
    private (long BookSequence, IReadOnlyList<BookDifference> Differences)? _suspected;

    /// <summary>Null: not compared yet.</summary>
    public bool? Agrees { get; private set; }

    public Instant64? CheckedAt { get; private set; }

    public IReadOnlyList<BookDifference> Differences { get; private set; } = [];

    /// <returns>Whether the verdict is another one now, and worth telling.</returns>
    public bool Note(long bookSequence, IReadOnlyList<BookDifference> differences, Instant64 now)
    {
        if (differences.Count == 0)
        {
            var isNews = Agrees == false;
            (Agrees, CheckedAt, Differences, _suspected) = (true, now, differences, null);
            return isNews;
        }

        var isCertain = _suspected is { } before && before.BookSequence == bookSequence && before.Differences.SequenceEqual(differences);
        _suspected = (bookSequence, differences);
        if (!isCertain) return false;

        var isOther = Agrees != false || !Differences.SequenceEqual(differences);
        (Agrees, CheckedAt, Differences) = (false, now, differences);
        return isOther;
    }
}
