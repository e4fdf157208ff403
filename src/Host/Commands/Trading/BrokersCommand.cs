using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Everything about the connections of accounts to their venues. A broker's id is that of its account.</summary>
internal sealed class BrokersCommand(Surroundings surroundings)
{
    public Command Create() => new("brokers", "Connect accounts with their venues, and see whether they agree")
    {
        new BrokersListCommand(surroundings).Create(),
        new BrokersConnectCommand(surroundings).Create(),
        new BrokersDisconnectCommand(surroundings).Create(),
        new BrokersReconcileCommand(surroundings).Create(),
        new BrokersAcceptCommand(surroundings).Create(),
        new Command("credentials", "Keep, test and forget what opens a venue")
        {
            new CredentialsSetCommand(surroundings).Create(),
            new CredentialsTestCommand(surroundings).Create(),
            new CredentialsRemoveCommand(surroundings).Create(),
        },
    };
}
