using System.Security.Cryptography;
using System.Text;

namespace AlgoTrendy.Platform.Asking;

/// <summary>What the processes of one house know each other by: random, made at the first start, kept in the home folder and readable by its owner only.</summary>
internal sealed class ServiceToken
{
    public const string Header = "X-Service-Auth";
    private const string FileName = "service.token";
    private const int Bytes = 32;

    private readonly byte[] _expected;

    private ServiceToken(string value)
    {
        Value = value;
        _expected = Encoding.UTF8.GetBytes(value);
    }

    public string Value { get; }

    /// <param name="given">A token from the settings, where several machines share one; null: the home folder's own.</param>
    public static ServiceToken Of(Home home, string? given = null) => new(given ?? ReadOrMake(home));

    /// <summary>In constant time, so that nothing can be learnt from how long the answer takes.</summary>
    public bool Matches(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _expected);

    private static string ReadOrMake(Home home)
    {
        var file = home.File(FileName);
        try
        {
            if (!File.Exists(file)) Make(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw home.NotWritable(cause);
        }

        var token = File.ReadAllText(file).Trim();
        return token.Length >= Bytes ? token : throw new SetupException($"{file} holds no token. Delete it; a new one is made at the next start.");
    }

    // Written aside and then named, so that two first starts agree and nobody reads half a token.
    private static void Make(string file)
    {
        var draft = $"{file}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options)) stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
