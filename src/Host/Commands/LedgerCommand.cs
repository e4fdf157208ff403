using System.CommandLine;

namespace AlgoTrendy.Host.Commands;

/// <summary>Everything about the ledgers of accounts.</summary>
internal sealed class LedgerCommand(Surroundings surroundings)
{
    public Command Create() => new("ledger", "Check the ledgers of accounts, book them anew, or accept their heads")
    {
        new LedgerVerifyCommand(surroundings).Create(),
        new LedgerRebuildCommand(surroundings).Create(),
        new LedgerAnchorCommand(surroundings).Create(),
    };
}
