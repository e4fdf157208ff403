using AlgoTrendy.Contracts.Portfolio;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Follows the chain of one ledger, row by row. Every fault names the row that was touched.</summary>
internal sealed class ChainCheck(string account, KnownHeads known)
{
    /// <summary>The kind of a fault of what is kept outside alone: the rows are those that were booked, as far as they can say.</summary>
    public const string Unanchored = "unanchored";

    private readonly ILookup<long, string> _anchors = known.Anchors.ToLookup(anchor => anchor.Sequence, anchor => anchor.Hash);
    private readonly List<LedgerFault> _faults = known.Unreadable == 0 ? [] : [new(account, 0, Unanchored, $"{known.Unreadable} lines of the file that keeps the heads of {account} cannot be read.")];
    private bool _lastIsFaulty;

    public string Account => account;

    public long Rows { get; private set; }

    public long Last { get; private set; }

    public string Head { get; private set; } = LedgerRow.Root;

    public long Anchored { get; private set; } = HeadFiles.LastOf(known.Anchors);

    /// <summary>What a restore did to it, in a sentence; null: nothing.</summary>
    public string? Restored => known.Restored;

    public IReadOnlyList<LedgerFault> Faults => _faults;

    public void Add(StoredRow stored)
    {
        if (StoredRow.Number(stored.Sequence) is not { } sequence)
        {
            Fault(0, "changed", $"A row cannot be read: {stored.Oddity()}.");
            return;
        }

        Rows++;
        if (sequence < 1)
        {
            Fault(sequence, "added", $"Row {sequence} is none: a ledger begins with row 1.");
            return;
        }

        var follows = sequence == Last + 1;
        if (!follows) Fault(Last + 1, "removed", sequence == Last + 2 ? $"Row {Last + 1} is missing." : $"Rows {Last + 1} to {sequence - 1} are missing.");
        var isChanged = IsChanged(stored, sequence);
        if (!isChanged && follows && stored.Previous != Head && !_lastIsFaulty) Fault(Math.Max(1, Last), "changed", $"Row {Last} has another hash than row {sequence} was chained to.");
        (Last, Head, _lastIsFaulty) = (sequence, stored.Hash, isChanged);
    }

    /// <summary>What has been kept outside since, of the rows that were read.</summary>
    public void Look(IReadOnlyList<Anchor> anchors) => Anchored = Math.Max(Anchored, Math.Min(Last, HeadFiles.LastOf(anchors)));

    /// <param name="isOpened">Whether there is such an account.</param>
    /// <param name="trace">The last row of which something is left elsewhere.</param>
    public void End(bool isOpened, long trace)
    {
        if (Anchored > Last) Fault(Last + 1, "cut", Anchored == Last + 1 ? $"Row {Anchored} is missing at the end." : $"Rows {Last + 1} to {Anchored} are missing at the end.");
        else if (trace > Last) Fault(Last + 1, "cut", $"Row {trace} has left a position, a lot or a request behind, and is missing at the end.");
        else if (Rows == 0 && isOpened) Fault(1, "removed", $"There is an account {account}, and no row of its ledger: they were removed.");
        if (Rows > 0 && !isOpened) Fault(Math.Max(1, Last), "added", $"There is no account {account}, and rows of it are in the ledger.");
        if (Last == 0 || Anchored >= Last) return;

        if (known.Anchors.Count == 0) Fault(1, Unanchored, HeadAnchors.Missing(account));
        else Fault(Anchored + 1, Unanchored, $"{HeadAnchors.RowsText(Anchored + 1, Last)} not kept outside: the platform was killed within a tenth of a second after, or somebody added rows. After a kill they are when it has started once.");
    }

    /// <summary>The books could not be made from it, although nothing of it looks wrong.</summary>
    public void NoteDamage(string message)
    {
        if (_faults.Count == 0) Fault(Last, "changed", message);
    }

    private bool IsChanged(StoredRow stored, long sequence)
    {
        var message = stored.Read() is not { } row ? $"Row {sequence} cannot be read: {stored.Oddity()}."
            : row.HashNow() != row.Hash ? $"Row {sequence} is not what its hash says."
            : _anchors[sequence].Any(hash => hash != row.Hash) ? $"Row {sequence} had another hash when its head was written down: the ledger was written anew."
            : null;
        if (message is not null)
        {
            Fault(sequence, "changed", message);
            return true;
        }

        try
        {
            _ = FactText.Read(stored.Fact);
            var odd = EntryText.Read(stored.Entries).GroupBy(line => line.Currency).FirstOrDefault(lines => lines.Sum(line => line.Amount) != 0m);
            if (odd is not null) Fault(sequence, "unbalanced", $"The entries of row {sequence} do not sum to zero in {odd.Key.Code}.");
            return false;
        }
        catch (Exception cause) when (cause is InvalidDataException or OverflowException)
        {
            Fault(sequence, "changed", $"Row {sequence} cannot be read: {cause.Message}");
            return true;
        }
    }

    private void Fault(long sequence, string kind, string message) => _faults.Add(new(account, sequence, kind, message));
}
