using System.CommandLine;

namespace AlgoTrendy.Host.Commands;

/// <summary>Everything about the ledgers of accounts.</summary>
internal sealed class LedgerCommand(Surroundings surroundings)
{
    public Command Create() => new("ledger", "Check the ledgers of accounts, or book them anew")
    {
        new LedgerVerifyCommand(surroundings).Create(),
        new LedgerRebuildCommand(surroundings).Create(),
    };
}
