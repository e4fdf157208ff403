using AlgoTrendy.Core.Accounts;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>A fact that trading told and no books can hold: a venue told an amount beyond all counting, or something that does not follow.</summary>
internal static class UnbookableFact
{
    /// <returns>Why it cannot be booked, in a sentence: what is in memory is worth nothing afterwards. Null when it is booked.</returns>
    public static string? TryBook(AccountKeeper keeper, BookedFact fact, long bookSequence, string reference, out Booking? booking)
    {
        booking = null;
        try
        {
            booking = keeper.Book(fact, bookSequence, reference);
            return null;
        }
        catch (Exception cause) when (Shelf.IsOfTheLedger(cause))
        {
            var why = cause is OverflowException ? "it comes to more than can be counted" : keeper.Shared?.FaultOf(fact)?.TrimEnd('.') ?? cause.Message;
            return $"Fact {bookSequence} of {keeper.AccountId} that trading told ({fact.Kind.ToString().ToLowerInvariant()}{(fact.Note is { } note ? $", {note}" : "")}) cannot be booked: {why}. It waits, and so does all that is told of this account after it; all other accounts go on. 'algotrendy restore' brings back a backup from before it.";
        }
    }
}
