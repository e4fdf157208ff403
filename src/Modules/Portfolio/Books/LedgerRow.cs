using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Core.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>One row of the ledger, as the table has it.</summary>
/// <param name="Previous">The hash of the row before; <see cref="Root"/> before the first.</param>
/// <param name="Hash">Of all the rest.</param>
internal sealed record LedgerRow(string AccountId, long Sequence, long? BookSequence, Instant64 Time, string Kind, string Reference, string Fact, string Entries, string Previous, string Hash)
{
    public const string Columns = "account_id, sequence, book_sequence, time, kind, reference, fact, entries, previous, hash";

    private static readonly IReadOnlyList<string> Kinds = EnumForms.NamesOf(typeof(FactKind));

    /// <summary>What the first row follows.</summary>
    public static readonly string Root = new('0', 64);

    public static LedgerRow Chain(string account, long sequence, long? bookSequence, BookedFact fact, string reference, string entries, string previous)
    {
        var row = new LedgerRow(account, sequence, bookSequence, fact.Time, Kinds[(int)fact.Kind], reference, FactText.Write(fact), entries, previous, "");
        return row with { Hash = row.HashNow() };
    }

    /// <summary>What the hash of this row should be. No part can hold a line's end, so no two rows have one text.</summary>
    public string HashNow()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Previous}\n{AccountId}\n{Sequence}\n{BookSequence}\n{Time.ToUnixTimeNanoseconds()}\n{Kind}\n{Reference}\n{Fact}\n{Entries}");
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
