using System.Globalization;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>A row of the ledger as it lies there, whatever somebody has put into its columns: all of them as text.</summary>
/// <param name="BookSequence">Empty where there is none.</param>
internal sealed record StoredRow(string AccountId, string Sequence, string BookSequence, string Time, string Kind, string Reference, string Fact, string Entries, string Previous, string Hash)
{
    public const string Columns =
        "cast(account_id as text) as account_id, cast(sequence as text) as sequence, coalesce(cast(book_sequence as text), '') as book_sequence, cast(time as text) as time, cast(kind as text) as kind, "
        + "cast(reference as text) as reference, cast(fact as text) as fact, cast(entries as text) as entries, cast(previous as text) as previous, cast(hash as text) as hash";

    /// <summary>Null where one of its numbers is none.</summary>
    public LedgerRow? Read() =>
        Number(Sequence) is { } sequence && Number(Time) is { } time && (BookSequence.Length == 0 || Number(BookSequence) is not null)
            ? new(AccountId, sequence, Number(BookSequence), Instant64.FromUnixTimeNanoseconds(time), Kind, Reference, Fact, Entries, Previous, Hash)
            : null;

    /// <summary>Why it cannot be read.</summary>
    public string Oddity() => Number(Sequence) is null ? $"its number is '{Sequence}'" : Number(Time) is null ? $"its time is '{Time}'" : $"its book sequence is '{BookSequence}'";

    public static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
