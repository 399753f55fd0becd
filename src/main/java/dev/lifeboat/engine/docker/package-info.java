/**
 * Containers of a Docker or Podman engine: programs run in them, and connections made through them. Nothing is changed in
 * a container, no port is published, no image is pulled.
 */
package dev.lifeboat.engine.docker;
