"""The warehouse as a folder of pages that read without a network, a server or a script (`sanctionwire explore`)."""
