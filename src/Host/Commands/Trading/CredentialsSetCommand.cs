using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Keeps what opens a venue. The secret comes from a file, the environment or a prompt, never from an argument: those stand in process lists and shell histories.</summary>
internal sealed class CredentialsSetCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<CredentialKind?> _kind = new("--kind") { Description = "What kind of money they reach; must be said, and fits the account", HelpName = "testnet|loopback|live", CustomParser = Given.ReadOneOf<CredentialKind> };
    private readonly Option<string?> _key = new("--api-key") { Description = "The key's public part", HelpName = "KEY" };
    private readonly Option<string?> _file = new("--secret-file") { Description = $"A file with the secret and nothing else (or {SecretReading.Variable}, or a prompt)", HelpName = "FILE" };
    private readonly Option<string?> _rest = new("--rest") { Description = "Of a venue on this machine: its address", HelpName = "URL" };
    private readonly Option<string?> _stream = new("--stream") { Description = "Of a venue on this machine: the address of its stream", HelpName = "URL" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("set", "Keep what opens the venue, encrypted") { _id, _kind, _key, _file, _rest, _stream, _json };
        command.SetAction(Set);
        return command;
    }

    private async Task<int> Set(ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(_id);
        var kind = parsed.GetValue(_kind) ?? throw new UsageException("Say --kind testnet, loopback or live.");
        var key = parsed.GetValue(_key) ?? throw new UsageException("Say which --api-key the secret belongs to.");
        var optIn = kind == CredentialKind.Live ? AskForOptIn(id) : null;
        var secret = await SecretReading.Read(parsed.GetValue(_file), ct);

        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<ITrading>().SetCredentials(new(id, kind, key, secret, parsed.GetValue(_rest), parsed.GetValue(_stream), optIn), ct);
        return BrokerText.Tell(reply, parsed.GetValue(_json));
    }

    /// <summary>Real money takes a person: no option says it.</summary>
    private static OptIn AskForOptIn(string id)
    {
        if (!Screen.CanAsk) throw new UsageException("Live credentials need a person at a terminal, who says so for this account.");

        Screen.Remark($"Orders of account {id} will trade real money.");
        return new(Screen.Ask("Type the account's id once more:"), Screen.Ask($"Type '{OptIn.Words}':"));
    }
}
