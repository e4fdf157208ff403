using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Everything about accounts.</summary>
internal sealed class AccountCommand(Surroundings surroundings)
{
    public Command Create() => new("account", "Open, show, change and close accounts, move their money, and show their equity")
    {
        new AccountListCommand(surroundings).Create(),
        new AccountShowCommand(surroundings).Create(),
        new AccountOpenCommand(surroundings).Create(),
        new AccountChangeCommand(surroundings).Create(),
        new AccountCloseCommand(surroundings).Create(),
        new AccountCashCommand(surroundings, isDeposit: true).Create(),
        new AccountCashCommand(surroundings, isDeposit: false).Create(),
        new AccountTransferCommand(surroundings).Create(),
        new AccountCorrectCommand(surroundings).Create(),
        new AccountEquityCommand(surroundings).Create(),
    };
}
