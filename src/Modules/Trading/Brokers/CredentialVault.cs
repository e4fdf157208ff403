using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;
using Microsoft.AspNetCore.DataProtection;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>What opens venues, encrypted with keys of the home folder. What comes out is a type: paper money and real money are never the same one.</summary>
internal sealed class CredentialVault([FromKeyedServices("trading")] Database database, Home home)
{
    private const string Purpose = "broker-credentials";

    private IDataProtector? _protector;

    private IDataProtector Protector => _protector ??= DataProtectionProvider.Create(KeyFolder(), options => options.SetApplicationName("AlgoTrendy")).CreateProtector(Purpose);

    public Task Keep(CredentialChange change, string by, Instant64 at, CancellationToken ct)
    {
        var secret = Protector.Protect(JsonSerializer.Serialize(new KeyPair(change.Key, change.Secret)));
        var isLive = change.Kind == CredentialKind.Live;
        var row = new CredentialRow(change.AccountId, change.Kind, Hint(change.Key), secret, change.Rest, change.Stream, isLive ? by : null, isLive ? at : null, by, at);
        return database.Write(writing =>
        {
            writing.Execute("delete from credentials where account_id = @AccountId", new { change.AccountId });
            writing.Execute(
                """
                insert into credentials (account_id, kind, key_hint, secret, rest, stream, opt_in_by, opt_in_at, set_by, set_at)
                values (@AccountId, @Kind, @KeyHint, @Secret, @Rest, @Stream, @OptInBy, @OptInAt, @SetBy, @SetAt)
                """, row);
        }, ct);
    }

    public Task Remove(string account, CancellationToken ct) => database.Write(writing => writing.Execute("delete from credentials where account_id = @account", new { account }), ct);

    public Task<CredentialRow?> Find(string account, CancellationToken ct) => database.Read(reading => reading.Find<CredentialRow>("select * from credentials where account_id = @account", new { account }), ct);

    /// <summary>Null when there are none.</summary>
    /// <exception cref="SetupException">They cannot be read: the keys of this home are not those that they were written with.</exception>
    public async Task<BrokerCredentials?> Open(AccountRow account, CancellationToken ct)
    {
        if (await Find(account.AccountId, ct) is not { } row) return null;
        return Typed(account, row, Decrypted(row));
    }

    /// <summary>The credentials as their own type; whatever does not fit together exactly is none.</summary>
    public static BrokerCredentials? Typed(AccountRow account, CredentialRow row, KeyPair pair) => (account.Mode, row.Kind) switch
    {
        _ when row.AccountId != account.AccountId => null,
        (AccountMode.Paper, CredentialKind.Testnet) => new TestnetCredentials(new(pair.Key, pair.Secret)),
        (AccountMode.Paper, CredentialKind.Loopback) => new LoopbackCredentials(new(pair.Key, pair.Secret), new(row.Rest!), new(row.Stream!)),
        (AccountMode.Live, CredentialKind.Live) when row is { OptInBy: { } by, OptInAt: { } at } => new LiveCredentials(account.AccountId, new(pair.Key, pair.Secret), new(account.AccountId, by, at)),
        _ => null,
    };

    private KeyPair Decrypted(CredentialRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyPair>(Protector.Unprotect(row.Secret))!;
        }
        catch (System.Security.Cryptography.CryptographicException cause)
        {
            throw new SetupException($"The credentials of account {row.AccountId} were encrypted with keys that this home folder does not have. Bring its folder keys along, or give the credentials again.", cause);
        }
    }

    private DirectoryInfo KeyFolder()
    {
        var folder = home.Folder("keys");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(folder);
    }

    private static string Hint(string key) => key.Length <= 8 ? "…" : $"{key[..2]}…{key[^2..]}";
}

/// <summary>A key and its secret, between the vault and the types that hide them.</summary>
internal sealed record KeyPair(string Key, string Secret)
{
    public override string ToString() => "key pair (hidden)";
}
