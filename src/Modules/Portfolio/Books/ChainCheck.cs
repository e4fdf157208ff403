using AlgoTrendy.Contracts.Portfolio;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Follows the chain of one ledger, row by row. Every fault names the row that was touched.</summary>
internal sealed class ChainCheck(string account, (IReadOnlyList<Anchor> Anchors, int Unreadable) known)
{
    private readonly ILookup<long, string> _anchors = known.Anchors.ToLookup(anchor => anchor.Sequence, anchor => anchor.Hash);
    private readonly List<LedgerFault> _faults = known.Unreadable == 0 ? [] : [new(account, 0, "unanchored", $"{known.Unreadable} lines of the file that keeps the heads of {account} cannot be read.")];
    private bool _lastIsFaulty;

    public string Account => account;

    public long Rows { get; private set; }

    public long Last { get; private set; }

    public string Head { get; private set; } = LedgerRow.Root;

    public long Anchored { get; } = known.Anchors.Select(anchor => anchor.Sequence).DefaultIfEmpty(0).Max();

    public IReadOnlyList<LedgerFault> Faults => _faults;

    public void Add(LedgerRow row)
    {
        var follows = row.Sequence == Last + 1;
        if (!follows) Fault(Last + 1, "removed", row.Sequence == Last + 2 ? $"Row {Last + 1} is missing." : $"Rows {Last + 1} to {row.Sequence - 1} are missing.");
        var isChanged = row.HashNow() != row.Hash;
        if (isChanged) Fault(row.Sequence, "changed", $"Row {row.Sequence} is not what its hash says.");
        else if (follows && row.Previous != Head && !_lastIsFaulty)
            Fault(Math.Max(1, Last), "changed", $"Row {Last} has another hash than row {row.Sequence} was chained to.");
        if (!isChanged)
        {
            isChanged = _anchors[row.Sequence].Any(hash => hash != row.Hash);
            if (isChanged) Fault(row.Sequence, "changed", $"Row {row.Sequence} had another hash when its head was written down: the ledger was written anew.");
        }

        if (!isChanged && Unbalanced(row) is { } currency) Fault(row.Sequence, "unbalanced", $"The entries of row {row.Sequence} do not sum to zero in {currency}.");
        (Rows, Last, Head, _lastIsFaulty) = (Rows + 1, row.Sequence, row.Hash, isChanged);
    }

    public void End()
    {
        if (Anchored > Last) Fault(Last + 1, "cut", Anchored == Last + 1 ? $"Row {Anchored} is missing at the end." : $"Rows {Last + 1} to {Anchored} are missing at the end.");
    }

    /// <summary>Something cannot be read at all.</summary>
    public void Break(Exception cause) => Fault(Last + 1, "changed", $"A row after row {Last} cannot be read: {cause.Message}");

    private static string? Unbalanced(LedgerRow row) =>
        EntryText.Read(row.Entries).GroupBy(line => line.Currency).FirstOrDefault(lines => lines.Sum(line => line.Amount) != 0m)?.Key.Code;

    private void Fault(long sequence, string kind, string message) => _faults.Add(new(account, sequence, kind, message));
}
