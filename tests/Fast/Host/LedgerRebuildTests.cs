using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Commands;

namespace AlgoTrendy.Tests.Fast.Host;

/// <summary>What `ledger rebuild` says at its end.</summary>
public class LedgerRebuildTests
{
    private const string Mend = "Nothing was booked anew of a: restore a backup from before with 'algotrendy restore', or mend the row that 'algotrendy ledger verify' names, and rebuild again.";

    [Fact]
    public void What_is_the_same_is_said_to_be() => Assert.Equal(["The same books came of 12 rows."], LedgerRebuildCommand.EndOf(new(true, 12, [])));

    [Fact]
    public void What_was_made_again_is_what_the_ledger_says() =>
        Assert.Equal(["1 difference came of 12 rows; positions and lots are now what the ledger says."], LedgerRebuildCommand.EndOf(new(false, 12, ["Life 1 was in the table."])));

    [Fact]
    public void A_damaged_chain_promises_nothing_and_says_what_to_do() => Assert.Equal([Mend], LedgerRebuildCommand.EndOf(new(false, 0, ["The ledger of a cannot be booked anew."], Damaged: ["a"])));

    [Fact]
    public void Beside_a_damaged_one_the_others_are_told_of() => Assert.Equal(
        [["The same books came of 3 rows.", Mend], ["1 difference came of 3 rows; positions and lots are now what the ledger says.", Mend]],
        new RebuildReport[] { new(false, 3, ["The ledger of a cannot be booked anew."], Damaged: ["a"]), new(false, 3, ["The ledger of a cannot be booked anew.", "Life 1 was in the table."], Damaged: ["a"]) }.Select(LedgerRebuildCommand.EndOf));
}
