using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Everything about accounts.</summary>
internal sealed class AccountCommand(Surroundings surroundings)
{
    public Command Create() => new("account", "Open, show and close accounts, and move the money of paper ones")
    {
        new AccountListCommand(surroundings).Create(),
        new AccountShowCommand(surroundings).Create(),
        new AccountOpenCommand(surroundings).Create(),
        new AccountCloseCommand(surroundings).Create(),
        new AccountCashCommand(surroundings, isDeposit: true).Create(),
        new AccountCashCommand(surroundings, isDeposit: false).Create(),
    };
}
